import { useCall } from '#base/web/calls.ts'
import { read, readUnit } from '#organisations/contract.ts'

/** What an id in a form stands for. */
export const OrganisationName = ({ id }: { id: string }) => <span>{useCall(read, { id }).data?.name ?? '…'}</span>
export const UnitName = ({ id }: { id: string }) => <div>{useCall(readUnit, { id }).data?.unit.name ?? '…'}</div>
