import { useState } from 'react'
import { setWays, ways, type SettingsView } from '#notices/settings/contract.ts'
import type { Values } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { words } from './words.ts'

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: words.hour(hour) }))
const choices = ways.map((way) => ({ value: way, label: words.way[way] }))
const hasDigest = (values: Values) => ['actBy', 'knowBy', 'readBy'].some((name) => values[name] === 'digest')

const fields: FieldSpec[] = [
  { name: 'actBy', label: words.classes.act, kind: 'choice', options: choices },
  { name: 'knowBy', label: words.classes.know, kind: 'choice', options: choices },
  { name: 'readBy', label: words.classes.read, kind: 'choice', options: choices },
  { name: 'digestHour', label: words.digestHour, kind: 'select', options: hours, when: hasDigest },
  { name: 'quietFrom', label: words.quietFrom, kind: 'select', options: hours, optional: true, placeholder: words.none },
  { name: 'quietUntil', label: words.quietUntil, kind: 'select', options: hours, optional: true, placeholder: words.none, help: words.quietHelp },
]

const textOf = (hour: number | null) => (hour === null ? '' : String(hour))
const numberOf = (value: unknown) => (value === undefined || value === '' ? null : Number(value))

/** Each class by its own way; one digest a day; hours in which nothing comes. */
export function WaysSection({ settings }: { settings: SettingsView }) {
  const [saved, setSaved] = useState(false)
  const { actBy, knowBy, readBy, digestHour, quietFrom, quietUntil } = settings
  const initial = { actBy, knowBy, readBy, digestHour: String(digestHour), quietFrom: textOf(quietFrom), quietUntil: textOf(quietUntil) }
  const send = (values: Values) => ({
    ...values, digestHour: numberOf(values['digestHour']) ?? digestHour, quietFrom: numberOf(values['quietFrom']), quietUntil: numberOf(values['quietUntil']),
  })
  return (
    <Section title={words.ways}>
      {!settings.mail && <Note>{words.waysNeedMail}</Note>}
      {saved && <Note kind="good">{words.saved}</Note>}
      <ActForm key={JSON.stringify(initial)} endpoint={setWays} fields={fields} initial={initial} send={send} submit={words.save} onDone={() => setSaved(true)} />
    </Section>
  )
}
