import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import * as imports from '#exchange/contract.ts'
import * as people from '#people/contract.ts'
import { csv } from '../../test/desk.ts'
import { testIdNumber } from '../../test/make-sheets.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

/* The whole way of a roster as the page walks it, over HTTP. */

let world: TestWorld
let app: FastifyInstance
let office: Office
let street: string
let beside: string
let secretary: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  street = await office.found('party.committee', '永宁街道党委', office.top)
  beside = await office.found('party.committee', '远处街道党委', office.top)
  await office.found('party.branch', '第一党支部', street)
  secretary = await office.as(app, 'party.committee.secretary', street)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const sheet = csv([['姓名', '公民身份号码', '所在支部', '联系电话'], ['王安', testIdNumber('1980-05-17', 1), '第一党支部', '1380000000'], ['李宁', testIdNumber('1981-05-17', 3), '第一支部', '13800000002']])
const settled = async (batch: string) => {
  for (;;) {
    const view = await secretary.call(imports.read, { batch })
    if (view.progress === null) return view
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

test('pasted, looked at, mended, committed, retried and undone', async () => {
  const { kinds } = await secretary.call(imports.kinds, { organisation: street })
  expect(kinds.map(({ kind }) => kind)).toContain('people.party-roster')
  const { id: batch } = await secretary.call(imports.paste, { organisation: street, text: sheet.replaceAll(',', '\t') })
  expect(await settled(batch)).toMatchObject({ state: 'ready', counts: { new: 1, fault: 1 } })

  const { rows } = await secretary.call(imports.rows, { batch, filter: 'faults' })
  expect(rows).toHaveLength(1)
  const { faults } = await secretary.call(imports.faults, { batch })
  expect(faults).toEqual([expect.objectContaining({ field: 'phone', words: '联系电话', code: 'phone-length', rows: 1 })])
  const fixed = await secretary.call(imports.fix, { batch, seq: rows[0]!.seq, field: 'phone', text: '13800000001' })
  expect(fixed).toMatchObject({ row: { verdict: 'new' }, counts: { new: 2, fault: 0 } })
  const { places } = await secretary.call(imports.places, { batch })
  expect(places.map(({ text, how }) => [text, how])).toEqual([['第一党支部', 'exact'], ['第一支部', 'normalised']])

  const act = newId()
  const done = await secretary.call(imports.commit, { act, batch, leaveOut: false })
  expect(done).toMatchObject({ made: 2, changed: 0, leftOut: 0 })
  expect(await secretary.call(imports.commit, { act, batch, leaveOut: false })).toEqual(done)
  const { rows: [wang] } = await secretary.call(people.list, { organisation: street, below: true })
  const { entries } = await secretary.call(people.history, { id: wang!.id })
  expect(entries.map(({ kind }) => kind), 'a person tells by which import they came').toEqual(['exchange.commit'])
  expect((await secretary.call(imports.list, { open: false })).rows[0]).toMatchObject({ id: batch, state: 'done', undoable: true })
  expect(await secretary.call(imports.undo, { act: newId(), batch })).toEqual({ id: batch })
})

test('uploaded as a file, its progress followed to the end, dropped', async () => {
  const boundary = 'x-boundary'
  const body = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="名册.csv"\r\ncontent-type: text/csv\r\n\r\n${sheet}\r\n--${boundary}--\r\n`
  const head = await cookieOf(secretary)
  const answer = await app.inject({
    method: 'POST', url: `/api/v1/imports?organisation=${street}`, payload: body, headers: { ...head, 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  expect(answer.statusCode).toBe(200)
  const { id: batch } = answer.json<{ id: string }>()
  const events = (await secretary.send(imports.progress, { batch })).body.split('\n\n').filter((line) => line.startsWith('data: '))
  expect(JSON.parse(events.at(-1)!.slice(6))).toMatchObject({ id: batch, file: '名册.csv', state: 'ready' })
  expect(await secretary.call(imports.cancel, { batch })).toMatchObject({ state: 'cancelled' })
})

test('whoever stands beside finds neither the organisation nor the batch', async () => {
  const stranger = await office.as(app, 'party.committee.secretary', beside)
  expect((await stranger.refused(imports.paste, { organisation: street, text: sheet })).code).toBe('access.not-found')
  const { id: batch } = await secretary.call(imports.paste, { organisation: street, text: sheet })
  await settled(batch)
  for (const endpoint of [imports.read, imports.rows, imports.places, imports.columns, imports.recheck, imports.cancel]) {
    expect((await stranger.refused(endpoint, { batch })).code).toBe('access.not-found')
  }
  expect((await stranger.refused(imports.commit, { act: newId(), batch, leaveOut: true })).code).toBe('access.not-found')
  expect((await stranger.call(imports.list, {})).rows).toEqual([])
})

/** The headers of a client, for a body that is no JSON. */
async function cookieOf(client: Client): Promise<Record<string, string>> {
  let headers: Record<string, string> = {}
  const original = app.inject.bind(app)
  app.inject = ((options: { headers: Record<string, string> }) => {
    headers = options.headers
    return original(options as never)
  }) as never
  await client.send(imports.list, {})
  app.inject = original as never
  return { ...headers, 'x-tongxin': '1' }
}
