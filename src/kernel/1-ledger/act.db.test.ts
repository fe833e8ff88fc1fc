import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '#base/day.ts'
import { refuse, Refusal } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { canonical, unseal } from '#base/seal.ts'
import { many, one, run, type Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { perform, secretPlace, type Act, type Deed, type Doer } from '#ledger/act.ts'
import { presentEntries } from '#ledger/present.ts'
import { once } from '../../../test/cluster.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let doer: Doer
let realm: number

beforeAll(async () => {
  world = await testWorld()
  realm = (await one(world.db, sql<{ id: number }>`insert into realms (public_id, name, kind) values (${newId()}, '测试', 'own') returning id`)).id
  doer = { realm, reach: ['1/'], accountId: 7, name: '李平', postWords: '第一党支部 书记', seatId: newId() }
})
afterAll(() => world.end())

interface Made {
  about?: string
  ref?: string
  path?: string
  payload?: unknown
}
const act = (more: Partial<Act> = {}): Act => ({ id: newId(), kind: 'test.note', input: { text: '会议纪要' }, ...more })

/** An act with one visible effect: a mark in a table of the same transaction. */
const note = (made: Made = {}) => async (tx: Db): Promise<Deed<{ number: string }>> => {
  await mark(tx, made.about ?? 'note')
  return { answer: { number: newId() }, ref: { kind: 'note', id: made.ref ?? newId() }, path: made.path ?? '1/', payload: made.payload ?? { text: '会议纪要' } }
}
const mark = (tx: Db, about: string) => run(tx, sql`insert into access_guesses (about, at) values (${about}, ${world.clock.now()})`)
const effects = async (about: string): Promise<number> =>
  (await one(world.db, sql<{ n: number }>`select count(*)::int n from access_guesses where about = ${about}`)).n

const ledgerTables = ['ledger_entries', 'ledger_secrets', 'ledger_touches', 'ledger_queue', 'ledger_answers']
async function rowsOfAll(): Promise<number[]> {
  const counts = ledgerTables.map((table) => `(select count(*)::int from ${table})`)
  return (await once(world.superuserUrl, `select array[${counts.join(',')}] n`)).rows[0].n as number[]
}

interface Entry {
  id: number
  revision: number
  occurred_on: string
  recorded_at: Date
  body: Buffer
  leaf_hash: Buffer
}
const entriesOf = (ref: string): Promise<Entry[]> =>
  within(world.db, everywhere(realm), (tx) => many(tx, sql<Entry>`select * from ledger_entries where ref_id = ${ref} order by revision`))
const secretOf = (id: number) =>
  within(world.db, everywhere(realm), (tx) => one(tx, sql<{ salt: Buffer; payload: Buffer }>`select salt, payload from ledger_secrets where entry_id = ${id}`))

describe('a retry', () => {
  test('gets the first answer, and the act happens once', async () => {
    const sent = act()
    const first = await perform(world, doer, sent, note({ about: 'retry' }))
    const second = await perform(world, doer, { ...sent, input: { text: '会议纪要' } }, note({ about: 'retry' }))
    expect(second).toEqual(first)
    expect(await effects('retry')).toBe(1)
  })

  test('with another body under the same id is refused and changes nothing', async () => {
    const sent = act()
    await perform(world, doer, sent, note({ about: 'other body' }))
    const before = await rowsOfAll()
    const reused = { ok: false, refusal: 'ledger.act-reused' }
    expect(await perform(world, doer, { ...sent, input: { text: '另一份' } }, note({ about: 'other body' }))).toEqual(reused)
    expect(await perform(world, doer, { ...sent, kind: 'test.other' }, note({ about: 'other body' }))).toEqual(reused)
    expect(await effects('other body')).toBe(1)
    expect(await rowsOfAll()).toEqual(before)
  })

  test('under the id of somebody else gets no answer of theirs', async () => {
    const sent = act()
    await perform(world, doer, sent, note())
    expect(await perform(world, { ...doer, accountId: 8 }, sent, note())).toEqual({ ok: false, refusal: 'ledger.act-reused' })
  })

  test('after a refusal is judged anew: a refusal is no answer', async () => {
    const sent = act()
    const refused = await perform(world, doer, sent, async () => {
      throw new Refusal(refuse('test.not-yet'))
    })
    expect(refused).toEqual({ ok: false, refusal: 'test.not-yet' })
    expect((await perform(world, doer, sent, note({ about: 'second try' }))).ok).toBe(true)
    expect(await effects('second try')).toBe(1)
  })

  test('ten at the same time have one effect and one answer', async () => {
    const sent = act()
    const answers = await Promise.all(Array.from({ length: 10 }, () => perform(world, doer, sent, note({ about: 'ten' }))))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ ok: true })
    expect(await effects('ten')).toBe(1)
  })

  test('ten different acts on one thing at the same time all happen, one revision each', async () => {
    const ref = newId()
    const answers = await Promise.all(Array.from({ length: 10 }, () => perform(world, doer, act(), note({ about: 'ten acts', ref }))))
    expect(answers.filter((answer) => !answer.ok)).toEqual([])
    expect((await entriesOf(ref)).map((entry) => entry.revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(await effects('ten acts')).toBe(10)
  })

  test('by two who reach different places, on one thing in both, follow each other all the same', async () => {
    const ref = newId()
    const there = { ...doer, accountId: 9, reach: ['2/'] }
    for (const [who, path] of [[doer, '1/'], [there, '2/'], [doer, '1/']] as const) {
      expect((await perform(world, who, act(), note({ ref, path }))).ok).toBe(true)
    }
    expect((await entriesOf(ref)).map((entry) => entry.revision)).toEqual([1, 2, 3])
  })

  test('in another realm the same id is another act', async () => {
    const other = (await one(world.db, sql<{ id: number }>`insert into realms (public_id, name, kind) values (${newId()}, '别处', 'own') returning id`)).id
    const sent = act()
    const [here, there] = [await perform(world, doer, sent, note()), await perform(world, { ...doer, realm: other }, sent, note())]
    expect([here.ok, there.ok]).toEqual([true, true])
    expect(here).not.toEqual(there)
  })
})

describe('an act that does not come to its end', () => {
  test('leaves nothing when it is refused after it wrote', async () => {
    const before = await rowsOfAll()
    const answer = await perform(world, doer, act(), async (tx) => {
      await mark(tx, 'refused')
      throw new Refusal(refuse('test.too-late', { day: '2026-01-01' }))
    })
    expect(answer).toEqual({ ok: false, refusal: 'test.too-late', facts: { day: '2026-01-01' } })
    expect(await effects('refused')).toBe(0)
    expect(await rowsOfAll()).toEqual(before)
  })

  test.each([0, 1, 2, 3])('leaves nothing when it breaks after statement %i', async (statements) => {
    const before = await rowsOfAll()
    const broken = perform(world, doer, act(), async (tx) => {
      for (let at = 0; at < statements; at++) await mark(tx, 'broken')
      throw new Error('the power went out')
    })
    await expect(broken).rejects.toThrow('the power went out')
    expect(await effects('broken')).toBe(0)
    expect(await rowsOfAll()).toEqual(before)
  })

  test.each(ledgerTables)('leaves no effect when %s cannot be written', async (table) => {
    const before = await rowsOfAll()
    await once(world.superuserUrl, `alter table ${table} add constraint planted check (false) not valid`)
    await expect(perform(world, doer, act(), note({ about: `no ${table}` }))).rejects.toThrow(/planted/)
    await once(world.superuserUrl, `alter table ${table} drop constraint planted`)
    expect(await effects(`no ${table}`)).toBe(0)
    expect(await rowsOfAll()).toEqual(before)
  })

  test('gives its connection back to the pool', async () => {
    const broken = Array.from({ length: 20 }, () => perform(world, doer, act(), async () => Promise.reject(new Error('no'))).catch(() => 'broken'))
    expect(new Set(await Promise.all(broken))).toEqual(new Set(['broken']))
    expect((await perform(world, doer, act(), note())).ok).toBe(true)
  })
})

describe('the day of an act', () => {
  const today = () => world.clock.today()
  const history = (ref: string) =>
    within(world.db, doer, (tx) => presentEntries(tx, { ...world, actWords: (_, p) => `记下${String(p['text'])}` }, realm, { kind: 'note', id: ref }))

  test('is today unless another is told, and may not lie in the future', async () => {
    const ref = newId()
    await perform(world, doer, act({ on: today() }), note({ ref }))
    await perform(world, doer, act(), note({ ref }))
    expect((await entriesOf(ref)).map((entry) => entry.occurred_on)).toEqual([today(), today()])
    const tomorrow = addDays(today(), 1)
    expect(await perform(world, doer, act({ on: tomorrow }), note({ ref }))).toEqual(refuse('ledger.in-the-future', { day: tomorrow }))
    expect(await entriesOf(ref)).toHaveLength(2)
  })

  test('kept apart from the day it was recorded; more than seven days later it is shown as 补录', async () => {
    const ref = newId()
    for (const days of [0, 7, 8, 400]) await perform(world, doer, act({ on: addDays(today(), -days) }), note({ ref }))
    const shown = await history(ref)
    expect(shown.map((entry) => [entry.occurredOn, entry.late])).toEqual([
      [addDays(today(), -400), true],
      [addDays(today(), -8), true],
      [addDays(today(), -7), false],
      [today(), false],
    ])
    expect(new Set(shown.map((entry) => entry.recordedAt))).toEqual(new Set([world.clock.now().toISOString()]))
    expect(shown[0]).toMatchObject({ words: '记下会议纪要', doer: '李平', post: '第一党支部 书记' })
  })

  test('is read by whoever reaches the place of the act, and by nobody else', async () => {
    const [here, beside] = [newId(), newId()]
    await perform(world, doer, act(), note({ ref: here }))
    await perform(world, { ...doer, reach: ['2/'] }, act(), note({ ref: beside, path: '2/' }))
    expect([await history(here), await history(beside)].map((entries) => entries.length)).toEqual([1, 0])
  })
})

describe('a leaf of the ledger', () => {
  const number = '990000199001010018'
  const ref = newId()
  beforeAll(async () => {
    await perform(world, doer, act(), note({ ref, payload: { idNumber: number, name: '王小明' } }))
    await perform(world, doer, act(), note({ ref, payload: { idNumber: number, name: '王晓明' } }))
  })
  const sha = (...parts: (Buffer | string)[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
  const bodyOf = (entry: Entry) => JSON.parse(entry.body.toString()) as [string, string, string, number, string, string, string, string | null]

  test('hashes to what is stored, and any other byte to something else', async () => {
    for (const { body, leaf_hash: held } of await entriesOf(ref)) {
      expect(sha(Buffer.from([0]), body)).toEqual(held)
      const bent = Buffer.from(body)
      bent[body.length - 3] = bent[body.length - 3]! ^ 1
      expect(sha(Buffer.from([0]), bent)).not.toEqual(held)
    }
  })

  test('counts revisions up and holds the hash of the one before', async () => {
    const [first, second] = await entriesOf(ref)
    expect([first!.revision, second!.revision]).toEqual([1, 2])
    expect(bodyOf(first!).slice(0, 4)).toEqual(['v1', 'test.note', `note:${ref}`, 1])
    expect([bodyOf(first!)[7], bodyOf(second!)[7]]).toEqual([null, first!.leaf_hash.toString('hex')])
  })

  test('commits to the payload: salt and payload open it, another payload or salt does not', async () => {
    const [entry] = await entriesOf(ref)
    const { salt, payload } = await secretOf(entry!.id)
    const { act_id: actId } = (await once(world.superuserUrl, `select act_id from ledger_entries where id = ${entry!.id}`)).rows[0] as { act_id: string }
    const plain = unseal(world.keys, secretPlace(actId), payload)
    expect(plain).toBe(canonical({ idNumber: number, name: '王小明' }))
    const commitment = (with_: Buffer, text: string) => createHmac('sha256', with_).update(text).digest('hex')
    expect(bodyOf(entry!)[6]).toBe(commitment(salt, plain))
    expect(bodyOf(entry!)[6]).not.toBe(commitment(salt, plain.replace('王小明', '王晓明')))
    expect(bodyOf(entry!)[6]).not.toBe(commitment(Buffer.alloc(32), plain))
    expect(salt).toHaveLength(32)
  })

  test('tells no name and no number, nor does any other byte of the tables', async () => {
    for (const table of ledgerTables) {
      const { rows } = await once(world.superuserUrl, `select t::text as text from ${table} t`)
      expect(rows.length).toBeGreaterThan(0)
      const all = rows.map((row: { text: string }) => row.text).join('\n')
      for (const secret of [number, '王小明', Buffer.from(number).toString('hex'), Buffer.from('王小明').toString('hex')]) expect(all).not.toContain(secret)
    }
  })

  test('a sealed payload opens in its own act only', async () => {
    const [entry] = await entriesOf(ref)
    const { payload } = await secretOf(entry!.id)
    expect(() => unseal(world.keys, secretPlace(newId()), payload)).toThrow()
  })
})

describe('the application', () => {
  test.each(ledgerTables)('may neither change nor delete nor empty %s', async (table) => {
    for (const statement of [`update ${table} set realm_id = realm_id`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(run(world.db, sql.raw(statement))).rejects.toThrow(/permission denied/)
    }
  })
})
