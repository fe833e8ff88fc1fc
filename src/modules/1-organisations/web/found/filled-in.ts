import type { Values } from '#base/web/draft.ts'
import type { Flag } from '#organisations/kinds.ts'

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** The founding form's values, read; a number typed as words is not a number yet. */
export const filledIn = (values: Values) => ({
  kind: textIn(values['kind']),
  name: textIn(values['name']).trim(),
  on: textIn(values['on']),
  flags: textsIn(values['flags']) as Flag[],
  units: textsIn(values['units']),
  sector: textIn(values['sector']) || null,
  full: numberIn(values['full']),
  all: numberIn(values['all']),
  approved: values['approved'] === true,
})

/** As the contract wants it: the two numbers together, and only when something is known of them. */
export function toSend({ full, all, ...rest }: Values): Values {
  if (full === undefined && all === undefined) return rest
  if (full === '' && all === '') return rest
  const known = (value: unknown, other: unknown) => (value === undefined || value === '' ? other : value)
  return { ...rest, members: { full: known(full, all), all: known(all, full) } }
}
