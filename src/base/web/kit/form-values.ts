import type { z } from 'zod'
import type { Values } from '#base/web/draft.ts'
import { words } from '#base/web/words.ts'

export interface FieldNeed {
  name: string
  optional?: boolean
}

const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** What is sent: blank fields are left out, so that "not filled in" never becomes an empty text. */
export const filled = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)))

/** A sentence per field that cannot be sent yet: first what is missing, then what the contract refuses. */
export function faultsOf(schema: z.ZodType, fields: FieldNeed[], values: Values, sent: Values): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const field of fields) if (!field.optional && isBlank(values[field.name])) faults[field.name] = words.fillIn
  const parsed = schema.safeParse(sent)
  if (parsed.success) return faults
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (fields.some((one) => one.name === field)) faults[field] ??= issue.message
  }
  return faults
}
