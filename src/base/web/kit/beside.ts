import type { ReactNode } from 'react'
import type { Values } from '#base/web/draft.ts'
import type { Beside } from '#base/web/kit/ChangedNote.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { words } from '#base/web/words.ts'

const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim()
}

/** A field's value as a reader sees it. */
function shownAs(spec: FieldSpec, value: unknown): ReactNode {
  if (textOf(value) === '' || textOf(value) === '[]') return words.emptyValue
  if (spec.show) return spec.show(value)
  return spec.options?.find((option) => option.value === value)?.label ?? textOf(value)
}

/** The fields in which what was typed is not what stands there now; a day of the act itself stands nowhere yet. */
export const besideOf = (fields: FieldSpec[], now: Values, typed: Values): Beside[] =>
  fields
    .filter(({ name }) => name in now && textOf(now[name]) !== textOf(typed[name]))
    .map((spec) => ({ key: spec.name, label: spec.label, now: shownAs(spec, now[spec.name]), yours: shownAs(spec, typed[spec.name]) }))
