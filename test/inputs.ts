import { z } from 'zod'
import { addDays } from '#base/day.ts'
import { newId } from '#base/id.ts'
import type { AnyEndpoint } from '#base/contract.ts'

export interface Schema {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  anyOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
}

const schemas = new Map<AnyEndpoint, Schema>()

/** The JSON schema of what an endpoint takes. */
export function schemaOf(endpoint: AnyEndpoint): Schema {
  const held = schemas.get(endpoint) ?? (z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as Schema)
  schemas.set(endpoint, held)
  return held
}

/** Whether a schema is a public id or a list of them, also where it may be absent. */
const isId = (schema: Schema): boolean =>
  schema.format === 'uuid' || (schema.items !== undefined && isId(schema.items)) || (schema.anyOf ?? []).some(isId)

/** The fields of an endpoint's input that hold public ids of things; the act's own id is none of them. */
export const idFields = (endpoint: AnyEndpoint): string[] =>
  Object.entries(schemaOf(endpoint).properties ?? {}).flatMap(([field, schema]) => (field !== 'act' && isId(schema) ? [field] : []))

export const isList = (endpoint: AnyEndpoint, field: string): boolean => schemaOf(endpoint).properties?.[field]?.type === 'array'

/**
 * A minimal valid input made from the contract. Days lie after `today`, so that an act that is let through is refused
 * before it changes anything; `given` replaces fields.
 */
export function inputOf(endpoint: AnyEndpoint, today: string, given: Record<string, unknown> = {}): Record<string, unknown> {
  const schema = schemaOf(endpoint)
  const made = Object.fromEntries((schema.required ?? []).map((field) => [field, valueOf(schema.properties![field]!, today)]))
  return { ...made, ...given }
}

function valueOf(schema: Schema, today: string): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  const choice = (schema.anyOf ?? schema.allOf)?.find((one) => one.type !== 'null')
  if (choice) return valueOf(choice, today)
  if (schema.type === 'string') return textOf(schema, today)
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return false
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => valueOf(schema.items!, today))
  const fields = (schema.required ?? []).map((field) => [field, valueOf(schema.properties![field]!, today)] as const)
  return Object.fromEntries(fields)
}

const typed = ['测试', 'tester', '试'.repeat(12), '1', '2345', 'K9', '2099-12', '123456', 'a@example.cn', 'x'.repeat(43)]

function textOf({ format, pattern, minLength = 0 }: Schema, today: string): string {
  if (format === 'uuid') return newId()
  if (format === 'date') return addDays(today, 1)
  const fits = (text: string) => text.length >= minLength && (!pattern || new RegExp(pattern, 'u').test(text))
  return typed.find(fits) ?? typed[0]!.repeat(Math.ceil(minLength / 2))
}
