import { addMonths, isDay, type Day } from '#base/day.ts'
import { useCall } from '#base/web/calls.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { beginTerm, rulesInForce, type OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import type { ActProps } from '#organisations/web/acts/acts.ts'
import { words } from '#organisations/web/words.ts'

/** The rule that the server says holds for the organisation on that day, with its number. */
function useTermRule(organisation: OrganisationView, on: Day | null) {
  const { data } = useCall(rulesInForce, { id: organisation.id, on: on ?? undefined }, { enabled: on !== null })
  const wanted = isKind(organisation.kind) ? kindOf(organisation.kind).term : null
  const rule = data?.rules.find((one) => one.rule === wanted)
  return rule ? { months: rule.unit === '年' ? rule.value * 12 : rule.value, reason: rule } : null
}

function Preview({ organisation, startsOn }: { organisation: OrganisationView; startsOn: unknown }) {
  const on = typeof startsOn === 'string' && isDay(startsOn) ? startsOn : null
  const rule = useTermRule(organisation, on)
  if (on === null) return <p className="quiet">{words.termUnknown}</p>
  if (!rule) return null
  const due = addMonths(on, rule.months)
  return <Note>{words.termPreview} <strong>{due}</strong> <Why about={words.termDue} reason={rule.reason} /></Note>
}

/** Records an election: the next one is computed from the rule of that day, and shown before it is sent. */
export function TermForm({ organisation, onDone, onCancel }: ActProps) {
  return (
    <ActForm
      endpoint={beginTerm} submit={words.beginTerm} fixed={{ id: organisation.id }} seen={organisation.version}
      now={{ startsOn: organisation.term?.startsOn }} onDone={onDone} onCancel={onCancel}
      fields={() => [{ name: 'startsOn', label: words.termStart, kind: 'day', help: words.termStartHelp }]}
      verdict={(values) => <Preview organisation={organisation} startsOn={values['startsOn']} />}
    />
  )
}
