import { z } from 'zod'
import { problem, type AnyEndpoint } from '#base/contract.ts'

type Json = Record<string, unknown>

/** JSON schema of a contract value; schemas with an id become components. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const made = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json
  const { $defs, ...rest } = made
  delete rest['$schema']
  for (const [id, definition] of Object.entries(($defs ?? {}) as Json)) components[id] = hoisted(definition)
  return hoisted(rest) as Json
}

/** References to `$defs` point to components instead; `id` is the component's name and says nothing more. */
function hoisted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hoisted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value as Json).filter(([key]) => key !== 'id' || typeof (value as Json)['type'] !== 'string')
  return Object.fromEntries(
    entries.map(([key, field]) => [key, key === '$ref' ? String(field).replace('#/$defs/', '#/components/schemas/') : hoisted(field)]),
  )
}

const withoutRoot = (schema: Json): { properties: Record<string, Json>; required: string[] } => ({
  properties: (schema['properties'] ?? {}) as Record<string, Json>,
  required: (schema['required'] ?? []) as string[],
})

function operationOf(endpoint: AnyEndpoint, components: Json, words: (code: string) => string): Json {
  const input = withoutRoot(schemaOf(endpoint.input, 'input', components))
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
  const others = Object.keys(input.properties).filter((field) => !inPath.includes(field))
  const isQuery = endpoint.method === 'GET' || endpoint.form === 'upload'
  const parameter = (name: string, place: string) => ({
    name,
    in: place,
    required: place === 'path' || input.required.includes(name),
    schema: input.properties[name] ?? {},
  })
  const parameters = [...inPath.map((name) => parameter(name, 'path')), ...(isQuery ? others.map((name) => parameter(name, 'query')) : [])]
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    description: guardWords(endpoint, words),
    tags: [endpoint.name.split('.')[0]],
    security: 'open' in endpoint.guard ? [] : [{ session: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.method === 'POST' && { requestBody: bodyOf(endpoint, input, others) }),
    responses: { '200': answerOf(endpoint, components), '4XX': refusedAnswer },
  }
}

function guardWords({ guard, refusals }: AnyEndpoint, words: (code: string) => string): string {
  const who = 'open' in guard ? `不需要登录：${guard.open}。` : 'self' in guard ? `任何登录的账号：${guard.self}。` : `需要权限“${words(guard.permission)}”（${guard.permission}）。`
  return refusals.length > 0 ? `${who}可能的拒绝：${refusals.join('、')}。` : who
}

function bodyOf(endpoint: AnyEndpoint, input: ReturnType<typeof withoutRoot>, fields: string[]): Json {
  if (endpoint.form === 'upload') {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } } }
    return { required: true, content: { 'multipart/form-data': { schema } } }
  }
  const properties = Object.fromEntries(fields.map((field) => [field, input.properties[field]]))
  const required = input.required.filter((field) => fields.includes(field))
  const schema = { type: 'object', properties, additionalProperties: false, ...(required.length > 0 && { required }) }
  return { required: true, content: { 'application/json': { schema } } }
}

function answerOf(endpoint: AnyEndpoint, components: Json): Json {
  if (endpoint.form === 'download') return { description: '文件', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
  const type = endpoint.form === 'stream' ? 'text/event-stream' : 'application/json'
  return { description: '办成了', content: { [type]: { schema: schemaOf(endpoint.output, 'output', components) } } }
}

const refusedAnswer = {
  description: '没有办成（RFC 9457）',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** OpenAPI 3.1.1 of all endpoints, sorted, so that a printed file changes only where the contract does. */
export function openApiOf(endpoints: readonly AnyEndpoint[], version: string, words: (permission: string) => string): Json {
  const components: Json = {}
  const paths: Record<string, Json> = {}
  for (const endpoint of [...endpoints].sort((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1))) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationOf(endpoint, components, words) }
  }
  components['Problem'] = schemaOf(problem, 'output', components)
  const schemas = Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    openapi: '3.1.1',
    info: { title: '同心 Tongxin', version, description: '党委和它领导的团、工会、少先队、妇女组织的工作平台。', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1', description: '本机或本单位的服务器' }],
    paths,
    components: { schemas, securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-tongxin' } } },
  }
}
