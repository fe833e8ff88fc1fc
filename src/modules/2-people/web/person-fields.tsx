import { Button, Input } from 'antd'
import type { Problem } from '#base/contract.ts'
import { isDay } from '#base/day.ts'
import { valueFaults } from '#exchange/values/words.ts'
import { readIdNumber, type IdNumber } from '#exchange/values/id-number.ts'
import { educations, nations } from '#exchange/values/tables.ts'
import type { Values } from '#base/web/draft.ts'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { isMinor } from '#people/rules.ts'
import { today } from '#base/web/today.ts'
import { words } from '#people/web/words.ts'
import { fieldWords } from '#people/words.ts'

const choicesOf = (values: readonly string[]) => values.map((value) => ({ value, label: value }))

/** What an ID number says of its holder; null while it is not a whole one. */
export function idNumberOf(typed: unknown): IdNumber | null {
  const read = readIdNumber(typeof typed === 'string' ? typed : '', { today: today() })
  return read.ok ? read.value : null
}

/** Read as it is typed: what it says, or where it is wrong and what it probably should be. */
function IdNumberHint({ typed, set }: { typed: string; set: (value: unknown) => void }) {
  const read = readIdNumber(typed, { today: today() })
  if (read.ok) return <span className="field-help">{words.idRead(read.value.sex, read.value.born)}</span>
  if (typed.replace(/\s/g, '').length < 18) return null
  return (
    <span className="field-help id-hint">
      {valueFaults[read.fault]}
      {read.proposal && (
        <Button size="small" onClick={() => set(read.proposal)}>{words.idPropose(read.proposal)}</Button>
      )}
    </span>
  )
}

interface InputProps {
  value: unknown
  set: (value: unknown) => void
  control: ControlProps
}

function IdNumberInput({ value, set, control }: InputProps) {
  const typed = typeof value === 'string' ? value : ''
  return (
    <div>
      <Input
        {...control} value={typed} maxLength={24} autoComplete="off" status={control['aria-invalid'] && 'error'}
        onChange={(event) => set(event.target.value)}
      />
      <div aria-live="polite">{typed && <IdNumberHint typed={typed} set={set} />}</div>
    </div>
  )
}

const choice = (name: 'nation' | 'education', values: readonly string[]): FieldSpec => ({
  name, label: fieldWords[name], kind: 'select', options: choicesOf(values), optional: true,
})

/** The official fields that are not sealed, in the order of the member's register. */
export const plainFields: Record<string, FieldSpec> = {
  name: { name: 'name', label: fieldWords.name, kind: 'line', maxLength: 50 },
  sex: { name: 'sex', label: fieldWords.sex, kind: 'choice', options: choicesOf(['男', '女']), optional: true },
  born: { name: 'born', label: fieldWords.born, kind: 'day', optional: true },
  nation: choice('nation', nations),
  education: choice('education', educations),
  category: { name: 'category', label: fieldWords.category, kind: 'line', maxLength: 30, optional: true },
  job: { name: 'job', label: fieldWords.job, kind: 'line', maxLength: 60, optional: true },
}

export const idNumberField = (help?: string): FieldSpec => ({
  name: 'idNumber', label: fieldWords.idNumber, kind: 'custom', sensitive: true, optional: true, help,
  render: (value, set, control) => <IdNumberInput value={value} set={set} control={control} />,
})

export const phoneField: FieldSpec = {
  name: 'phone', label: fieldWords.phone, kind: 'line', sensitive: true, optional: true, maxLength: 20,
}
export const addressField: FieldSpec = {
  name: 'address', label: fieldWords.address, kind: 'line', sensitive: true, optional: true, maxLength: 200,
}

function minorIn({ born }: Values): boolean {
  return typeof born === 'string' && isDay(born) && isMinor(born, today())
}

/** Asked of a child: nobody under 14 is registered without one. */
export const guardianFields: FieldSpec[] = [
  { name: 'guardian', label: fieldWords.guardian, kind: 'line', maxLength: 50, when: minorIn },
  {
    name: 'guardianPhone', label: fieldWords.guardianPhone, kind: 'line', sensitive: true, maxLength: 20, when: minorIn,
  },
]

export const movingFields: FieldSpec[] = [
  { name: 'lostSince', label: fieldWords.lostSince, kind: 'day', optional: true },
  { name: 'floatingSince', label: fieldWords.floatingSince, kind: 'day', optional: true },
  { name: 'floatingTo', label: fieldWords.floatingTo, kind: 'line', maxLength: 100, optional: true },
]

const fieldOfRefusal: Record<string, string> = {
  'people.id-number-wrong': 'idNumber',
  'people.id-number-taken': 'idNumber',
  'people.phone-wrong': 'phone',
  'people.born-differs': 'born',
  'people.sex-differs': 'sex',
  'people.guardian-missing': 'guardian',
}

/** The field a refusal of the person's fields speaks about. */
export const fieldOf = ({ code, facts }: Problem): string | undefined =>
  (code === 'people.phone-wrong' ? String(facts?.['field']) : fieldOfRefusal[code])
