import { Button } from 'antd'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import type { Values } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { found, readUnit, type OrganisationView } from '#organisations/contract.ts'
import { isKind, kindsUnder, lineOf, type KindCode } from '#organisations/kinds.ts'
import { toSend } from '#organisations/web/found/filled-in.ts'
import { foundFields } from '#organisations/web/found/found-fields.tsx'
import { Verdict } from '#organisations/web/found/Verdict.tsx'
import { words } from '#organisations/web/words.ts'

interface Props {
  /** the superior; null when it is outside and `leader` leads */
  parent: OrganisationView | null
  leader: OrganisationView | null
  /** to begin with: the unit it is founded in, the line that is missing there */
  unit?: string
  line?: string
  /** what is known already where the founding comes from a finding */
  begun?: Values
  onDone: (id: string) => void
  onCancel: () => void
}

const codeOf = (organisation: OrganisationView | null) =>
  (organisation && isKind(organisation.kind) ? organisation.kind : null)

/** The party leads every mass organisation, the League only the Pioneers. */
const isLedBy = (leader: KindCode, kind: KindCode) =>
  (lineOf(leader) === 'party' ? lineOf(kind) !== 'party' : lineOf(kind) === 'pioneers')

function kindsHere({ parent, leader, line }: Props): KindCode[] {
  const leading = codeOf(leader)
  const isWanted = (kind: KindCode) => !line || lineOf(kind) === line
  return kindsUnder(codeOf(parent)).filter((kind) => isWanted(kind) && (!leading || isLedBy(leading, kind)))
}

const leads = (kind: string): boolean =>
  isKind(kind) && lineOf(kind) === 'party' && !/[.](group|joint-meeting|leading-group)$/.test(kind)

/** The one party organisation of the unit, where the founder does not reach it and so cannot choose it. */
function useLeaderHere({ unit, begun }: Props) {
  const found = useCall(readUnit, { id: unit ?? '' }, { enabled: unit !== undefined && begun?.['leader'] === undefined })
  const here = found.data?.unit.organisations.filter((one) => leads(one.kind) && !one.dissolved) ?? []
  return { here: here.length === 1 && !here[0]!.reached ? here[0]! : null, reading: found.isLoading }
}

/** What is founded; every answer is measured by the rules at once, before anything is sent. */
export function FoundForm(props: Props) {
  const { parent, leader, unit, line, begun = {}, onDone, onCancel } = props
  const options = kindsHere(props)
  const { here, reading } = useLeaderHere(props)
  if (options.length === 0) return <Empty title={words.nothingBelow} hint={words.nothingBelowHint} action={<Button onClick={onCancel}>{words.pickOther}</Button>} />
  // what the form begins with is decided once
  if (reading) return null
  const initial = { units: unit ? [unit] : [], flags: [], ...(options.length === 1 && { kind: options[0] }), ...(here && { leadHere: true }), ...begun }
  return (
    <ActForm
      endpoint={found} submit={words.foundSubmit} initial={initial} send={toSend}
      fixed={parent ? { parent: parent.id } : { leader: leader!.id }}
      draftKey={`organisations.found.${(parent ?? leader)!.id}.${unit ?? ''}.${line ?? ''}`}
      fields={(values) => foundFields({ options, values, parent, here })}
      follows={(field) => (field === 'kind' ? { flags: [] } : {})}
      verdict={(values) => <Verdict values={values} parent={parent} />}
      onDone={({ id }) => onDone(id)} onCancel={onCancel}
    />
  )
}
