import { Button } from 'antd'
import { Empty } from '#base/web/kit/Empty.tsx'
import type { Values } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { found, type OrganisationView } from '#organisations/contract.ts'
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

/** What is founded; every answer is measured by the rules at once, before anything is sent. */
export function FoundForm(props: Props) {
  const { parent, leader, unit, line, begun = {}, onDone, onCancel } = props
  const options = kindsHere(props)
  if (options.length === 0) return <Empty title={words.nothingBelow} hint={words.nothingBelowHint} action={<Button onClick={onCancel}>{words.pickOther}</Button>} />
  const initial = { units: unit ? [unit] : [], flags: [], ...(options.length === 1 && { kind: options[0] }), ...begun }
  return (
    <ActForm
      endpoint={found} submit={words.foundSubmit} initial={initial} send={toSend}
      fixed={parent ? { parent: parent.id } : { leader: leader!.id }}
      draftKey={`organisations.found.${(parent ?? leader)!.id}.${unit ?? ''}.${line ?? ''}`}
      fields={(values) => foundFields({ options, values, parent })}
      follows={(field) => (field === 'kind' ? { flags: [] } : {})}
      verdict={(values) => <Verdict values={values} parent={parent} />}
      onDone={({ id }) => onDone(id)} onCancel={onCancel}
    />
  )
}
