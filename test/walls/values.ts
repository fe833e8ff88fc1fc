import { addDays } from '#base/day.ts'
import { newId } from '#base/id.ts'
import type { Seeded } from '#base/seeded.ts'
import type { Schema } from '../inputs.ts'

/** What values are drawn with. */
export interface Draw {
  chance: Seeded
  today: string
  /** an id of a thing that exists, of the kind the field names if it names one */
  id(): string
}

const names = ['王芳', '第一党支部', 'party.branch', 'party.branch.secretary', 'full', 'member', 'probationary', '2', '00', 'private-enterprise', 'x']

/** A value that the schema takes, mostly. */
export function fitting(schema: Schema, draw: Draw): unknown {
  const { chance } = draw
  if (schema.enum) return chance.pick(schema.enum)
  if (schema.const !== undefined) return schema.const
  const choices = schema.anyOf ?? schema.allOf
  if (choices) return fitting(chance.pick(choices), draw)
  if (schema.type === 'string') return textFor(schema, draw)
  if (schema.type === 'integer' || schema.type === 'number') return numberFor(schema, chance)
  if (schema.type === 'boolean') return chance.chance(0.5)
  if (schema.type === 'null') return null
  if (schema.type === 'array') return Array.from({ length: chance.whole(schema.minItems ?? 0, 3) }, () => fitting(schema.items!, draw))
  if (schema.additionalProperties && typeof schema.additionalProperties === 'object') {
    return Object.fromEntries(Array.from({ length: chance.whole(0, 4) }, (_, no) => [String(no), fitting(schema.additionalProperties as Schema, draw)]))
  }
  return fittingObject(schema, draw)
}

export function fittingObject(schema: Schema, draw: Draw): Record<string, unknown> {
  const fields = Object.entries(schema.properties ?? {}).filter(([field]) => schema.required?.includes(field) || draw.chance.chance(0.5))
  return Object.fromEntries(fields.map(([field, one]) => [field, fitting(one, draw)]))
}

function textFor({ format, minLength = 0, maxLength = 40 }: Schema, { chance, today, id }: Draw): string {
  if (format === 'uuid') return id()
  if (format === 'date') return addDays(today, chance.pick([0, 0, 0, -1, -400, 1, -20_000]))
  if (chance.chance(0.1)) return '中'.repeat(maxLength)
  if (chance.chance(0.1)) return '中'.repeat(Math.max(minLength, 1))
  return chance.pick(names)
}

function numberFor({ minimum = -9, maximum = 9 }: Schema, chance: Seeded): number {
  return chance.pick([minimum, maximum, Math.min(minimum + 1, maximum), Math.floor((minimum + maximum) / 2)])
}

const deep = (depth: number): unknown => {
  let value: unknown = 'x'
  for (let at = 0; at < depth; at++) value = at % 2 ? [value] : { a: value }
  return value
}

/** Just past what the schema takes. */
export function past(schema: Schema, chance: Seeded): unknown {
  if (schema.type === 'string') return chance.pick(['中'.repeat((schema.maxLength ?? 400) + 1), '', ' ', 'x'.repeat(5_000)])
  if (schema.type === 'array') return Array.from({ length: 51 + chance.whole(0, 2_000) }, () => newId())
  return chance.pick([(schema.minimum ?? 0) - 1, (schema.maximum ?? 9e15) + 1, 1.5, '1e3'])
}

const odd = [
  '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\ufeff', '\u202e张三', '👨‍👩‍👧‍👦', '𠮷𠮷', 'é\u0301\u0301\u0301', '\r\nset-cookie: a=b', '../../etc/passwd', '%00', '%', '%E4%',
  "'; drop table people_persons; --", "' or 1=1", '{{7*7}}', '${7*7}', '<script>alert(1)</script>', '=cmd|x!A1', '__proto__', 'constructor', 'toString', 'hasOwnProperty',
  '9'.repeat(400), '1e309', '-0', 'NaN', 'Infinity', 'null', 'undefined', 'true', '0x10', '２０２６-０７-０１', '2026-02-30', '0000-01-01', '99999-01-01', '-2026-01-01', '2026-07-01T00:00:00Z',
  '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '\\', '\\u0000', '"', "\u2028\u2029", 'i'.repeat(1_000),
]

/** What no field expects. */
export function junk(chance: Seeded): unknown {
  return chance.pick<() => unknown>([
    () => chance.pick(odd), () => chance.pick(odd), () => chance.pick(odd),
    () => null, () => chance.chance(0.5), () => chance.pick([0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE]),
    () => [], () => ({}), () => [null], () => [[]], () => ({ length: 1 }), () => deep(chance.pick([3, 50, 900])), () => '长'.repeat(chance.pick([200, 3_000, 60_000])),
    () => JSON.parse('{"__proto__":{"polluted":1},"a":1}') as unknown, () => ({ constructor: { prototype: { polluted: 1 } } }), () => JSON.parse('{"then":"x","toJSON":"x"}') as unknown,
    () => Array.from({ length: 3_000 }, () => 1),
  ])()
}
