import { z } from 'zod'
import { isDay } from '#base/day.ts'
import { dayFault, monthFault, typedMonth } from '#base/typed-day.ts'

/**
 * An endpoint is a value. The server serves it, OpenAPI is printed from it, the web's calls are typed by it.
 * `input` is one flat object: path parameters by name, the rest as query (GET) or JSON body (POST).
 */
export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** `area.verb`; the OpenAPI operation id */
  name: string
  method: 'GET' | 'POST'
  /** under /api/v1, with `{field}` for path parameters */
  path: string
  /** one Chinese sentence for the reader of the API */
  summary: string
  guard: Guard
  input: I
  output: O
  /** refusal codes it may answer with, beside the gate's own */
  refusals: readonly string[]
  /** how the body travels: JSON (default), one uploaded file in, a file out, or server-sent events of `output` */
  form?: 'json' | 'upload' | 'download' | 'stream'
}

/**
 * Who may call. There is no default: an endpoint without a guard does not compile and is refused at start.
 * - `open`: no session needed, with the reason why
 * - `self`: any signed-in account, for its own things only, with the reason why; `enrolling` also before an account whose
 *   posts demand a second step of signing in has one
 * - `permission`: the post acted as must hold it; `over` names the input fields that hold public ids of things which must
 *   lie in the post's reach (the gate resolves and checks them before the handler runs). Where `over` is empty the
 *   handler's store must select through `visible()`.
 */
export type Guard =
  | { open: string }
  | { self: string; enrolling?: boolean }
  | { permission: string; over: Record<string, string> }

export const open = (why: string): Guard => ({ open: why })
export const self = (why: string, more: { enrolling?: boolean } = {}): Guard => ({ self: why, ...more })
export const needs = (permission: string, over: Record<string, string> = {}): Guard => ({ permission, over })

export type AnyEndpoint = Endpoint<z.ZodType, z.ZodType>
export type InputOf<E extends AnyEndpoint> = z.input<E['input']>
export type ParsedOf<E extends AnyEndpoint> = z.output<E['input']>
export type OutputOf<E extends AnyEndpoint> = z.output<E['output']>

/** Declares an endpoint; explicit generics keep type checking fast over hundreds of them. */
export function endpoint<I extends z.ZodType, O extends z.ZodType>(value: Endpoint<I, O>): Endpoint<I, O> {
  return value
}

// The field types every contract is made of ---------------------------------------------------------------------

/** Public id of a thing that appears in addresses */
export const publicId = z.uuid().meta({ description: '公开编号（UUIDv7）' })
/** Client-made uuidv7 of a write: the idempotency key and the ledger entry's public id */
export const actId = z.uuidv7().meta({ description: '由客户端生成的操作编号，重试时不变' })
export const day = z.string().refine(isDay, { error: ({ input }) => dayFault(String(input)) }).meta({ format: 'date', example: '2026-07-01' })
/** A month, `2026-07` */
export const month = z
  .string()
  .refine((text) => typedMonth(text) === text, { error: ({ input }) => monthFault(String(input)) })
  .meta({ pattern: '^\\d{4}-\\d{2}$', example: '2026-07' })
/** A line of text typed by a person: trimmed, no control characters */
export const line = (max: number) =>
  z.string().trim().max(max, `最多 ${max} 个字`).regex(/^[^\p{Cc}]*$/u, '不能含有控制字符')
/** The same, not empty */
export const name = (max: number) => line(max).min(1, '不能为空')
/** Text of several lines */
export const text = (max: number) =>
  z.string().trim().max(max, `最多 ${max} 个字`).regex(/^[^\p{Cc}]*(?:[\n\r\t][^\p{Cc}]*)*$/u, '不能含有控制字符')
/** A whole number, also from a query string */
export const whole = (min: number, max: number) =>
  z.union([z.number(), z.string().regex(/^-?\d{1,15}$/).transform(Number)]).pipe(z.int().min(min).max(max))
/** true or false, also from a query string */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])
/** A keyset page: `after` is the cursor of the last page's `next` */
export const pageInput = { after: z.string().max(400).optional(), limit: whole(1, 200).default(50) }
export const pageOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.string().nullable() })
/** The answer of an act that has nothing more to tell */
export const done = z.object({ id: publicId })
/** One uploaded file: the multipart form's `file` field */
export const nothing = z.strictObject({})

/** RFC 9457 problem document: `code` is the refusal, `detail` its Chinese sentence that says what to do */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  reference: z.string().meta({ description: '日志中的请求编号' }),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  faults: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
})
export type Problem = z.output<typeof problem>
