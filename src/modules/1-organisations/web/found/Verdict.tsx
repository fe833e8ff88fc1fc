import { isDay } from '#base/day.ts'
import type { Values } from '#base/web/draft.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import type { OrganisationView } from '#organisations/contract.ts'
import { isKind } from '#organisations/kinds.ts'
import { countsMembers, verdictOn, type Remark } from '#organisations/web/found/founding-check.ts'
import { filledIn } from '#organisations/web/found/filled-in.ts'
import { today } from '#base/web/today.ts'
import { words } from '#organisations/web/words.ts'

const Said = ({ remark: { sentence, why } }: { remark: Remark }) =>
  <>{sentence} {why && <Why about={sentence} reason={why} />}</>

/** What would come of it, by the rules of the day filled in; said while there is still time to change something. */
export function Verdict({ values, parent }: { values: Values; parent: OrganisationView | null }) {
  const form = filledIn(values)
  if (!isKind(form.kind) || !isDay(form.on)) return null
  const verdict = verdictOn({
    ...form, unitCount: form.units.length,
    parent: parent && { kind: parent.kind, founded: parent.foundedOn, dissolved: parent.dissolvedOn },
    siblings: parent?.children.filter((one) => one.kind === form.kind).map((one) => one.name) ?? [],
  }, today())
  if (verdict === null) return null
  if (verdict.state === 'refused') {
    return <Note kind="warn" title={words.verdictRefused}><Said remark={verdict.remark} /></Note>
  }
  if (verdict.state === 'warned') {
    return (
      <Note kind="warn" title={words.verdictWarned}>
        <ul>{verdict.remarks.map((remark) => <li key={remark.sentence}><Said remark={remark} /></li>)}</ul>
      </Note>
    )
  }
  const isUnknown = form.full === null && form.all === null
  const unmeasured = isUnknown && countsMembers(form.kind) && !form.flags.includes('temporary')
  return <Note kind="good">{unmeasured ? words.verdictGoodUnknown : words.verdictGood}</Note>
}
