import { Button, Input } from 'antd'
import { useCall } from '#base/web/calls.ts'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import { readUnit, type OrganisationView } from '#organisations/contract.ts'
import type { Flag, KindCode } from '#organisations/kinds.ts'
import { placeOfName, proposedName } from '#organisations/web/found/name-proposal.ts'
import { words } from '#organisations/web/words.ts'

interface Props {
  value: unknown
  set: (value: unknown) => void
  control: ControlProps
  kind: KindCode | null
  flags: readonly Flag[]
  units: readonly string[]
  parent: OrganisationView | null
}

/** The name, with a proposal made of the unit and the official ending: one click takes it. */
export function NameField({ value, set, control, kind, flags, units, parent }: Props) {
  const unit = useCall(readUnit, { id: units[0] ?? '' }, { enabled: units.length > 0 })
  const place = unit.data?.unit.name ?? (parent ? placeOfName(parent.name) : '')
  const proposal = kind ? proposedName(kind, place, flags) : ''
  const text = typeof value === 'string' ? value : ''
  return (
    <div>
      <Input
        {...control} value={text} maxLength={80} autoComplete="off" status={control['aria-invalid'] && 'error'}
        placeholder={words.nameHelp}
        onChange={(event) => set(event.target.value)}
      />
      {proposal && proposal !== text && (
        <div className="name-proposal">
          <span className="quiet">{words.nameProposed}</span>{' '}
          <Button size="small" onClick={() => set(proposal)}>{proposal}</Button>
        </div>
      )}
    </div>
  )
}
