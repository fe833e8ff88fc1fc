import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { AnyEndpoint } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { commit, paste, read, undo } from '#exchange/contract.ts'
import { changeUnit, found as foundBranch, registerUnit, rename } from '#organisations/contract.ts'
import { change, list as membershipsOf, read as readPerson, register, setStatus } from '#people/contract.ts'
import { demand, inWords } from './counting.ts'
import type { Desk } from './desk.ts'
import { transfers } from './transferring.ts'

/** One act as it is asked; asked again with the same id it must give the same answer. */
export interface Asked {
  endpoint: AnyEndpoint
  input: { act: string } & Record<string, unknown>
  /** which of a writer's things it is about, where the input does not tell */
  about?: number
}

export interface Done extends Asked {
  answer: Record<string, unknown>
}

/**
 * Somebody who does one kind of work as fast as it is answered. `acts` yields each act and is handed the answer; it is
 * never continued after one that was not answered. `label` is in the name of whatever it makes.
 */
export interface Writer {
  name: string
  acts(desk: Desk, label: string): AsyncGenerator<Asked, void, Done['answer']>
  /** once all acts are answered: what the books hold otherwise than was answered */
  faults(books: pg.Pool, label: string, done: readonly Done[]): Promise<string[]>
  /** while some acts are still in doubt: what must not be even then */
  halves?(books: pg.Pool, label: string): Promise<string[]>
}

const act = () => ({ act: newId() })
const of = (done: readonly Done[], endpoint: AnyEndpoint) => done.filter((one) => one.endpoint === endpoint)

const facts = { kind: 'enterprise', sector: 'private-enterprise' }

const units: Writer = {
  name: 'registers units',
  async *acts(desk, label) {
    for (let n = 0; ; n++) yield { endpoint: registerUnit, input: { ...act(), responsible: desk.organisation, name: `${label}店${n}`, ...facts } }
  },
  faults: (books, label, done) => demand(books, done.length, 'units', 'organisations_units where name like $1', [`${label}店%`]),
}

const unitFacts: Writer = {
  name: 'changes a unit',
  async *acts(desk, label) {
    const name = `${label}厂`
    const made = yield { endpoint: registerUnit, input: { ...act(), responsible: desk.organisation, name, ...facts } }
    let version = 1
    for (let staff = 1; ; staff++) {
      const answer = yield { endpoint: changeUnit, input: { ...act(), id: String(made['id']), version, name, ...facts, staff } }
      version = Number(answer['version'])
    }
  },
  async faults(books, label, done) {
    const changes = of(done, changeUnit)
    const wanted = changes.at(-1)?.input['staff'] ?? null
    const whole = await demand(books, done.length > 0 ? 1 : 0, 'units', 'organisations_units where name = $1', [`${label}厂`])
    const last = 'organisations_units where name = $1 and (version <> $2 or staff is distinct from $3)'
    return [...whole, ...(await demand(books, 0, 'units with another last change', last, [`${label}厂`, changes.length + 1, wanted]))]
  },
}

const joined = { status: 'full', joinedOn: '2021-07-01', on: '2021-07-01' }

const persons: Writer = {
  name: 'registers people',
  async *acts(desk, label) {
    for (let n = 0; ; n++) yield { endpoint: register, input: { ...act(), organisation: desk.branch, name: `${inWords(label)}王${inWords(String(n))}`, ...joined } }
  },
  async faults(books, label, done) {
    const name = `${inWords(label)}王%`
    return [
      ...(await demand(books, done.length, 'people', 'people_persons where name like $1', [name])),
      ...(await demand(books, done.length, 'memberships', 'people_memberships where name like $1', [name])),
    ]
  },
}

const corrections: Writer = {
  name: 'corrects a person',
  async *acts(desk, label) {
    const made = yield { endpoint: register, input: { ...act(), organisation: desk.branch, name: `${inWords(label)}李`, ...joined } }
    let version = 1
    for (let n = 1; ; n++) {
      const answer = yield { endpoint: change, input: { ...act(), id: String(made['id']), version, changes: { job: `第${n}任` } } }
      version = Number(answer['version'])
    }
  },
  async faults(books, label, done) {
    const changes = of(done, change).length
    const wrong = 'people_persons where name = $1 and (version <> $2 or job is distinct from $3)'
    return [
      ...(await demand(books, done.length > 0 ? 1 : 0, 'people', 'people_persons where name = $1', [`${inWords(label)}李`])),
      ...(await demand(books, 0, 'people with another last change', wrong, [`${inWords(label)}李`, changes + 1, changes > 0 ? `第${changes}任` : null])),
    ]
  },
}

const statuses: Writer = {
  name: 'admits people step by step',
  async *acts(desk, label) {
    for (let n = 0; ; n++) {
      const name = `${inWords(label)}赵${inWords(String(n))}`
      yield { endpoint: register, input: { ...act(), organisation: desk.branch, name, status: 'applicant', joinedOn: null, on: '2021-01-01' } }
      const found = await desk.call(membershipsOf, { organisation: desk.branch, q: name })
      const person = await desk.call(readPerson, { id: found.rows[0]!.id })
      yield { endpoint: setStatus, input: { ...act(), id: person.memberships[0]!.id, status: 'activist', on: '2021-01-01' } }
    }
  },
  faults: (books, label, done) =>
    demand(
      books, of(done, setStatus).length, 'steps taken',
      "people_statuses s join people_memberships m on m.realm_id = s.realm_id and m.id = s.membership_id where s.status = 'activist' and m.name like $1",
      [`${inWords(label)}赵%`],
    ),
}

const names: Writer = {
  name: 'renames a branch',
  async *acts(desk, label) {
    const branch = { kind: 'party.branch', name: `${label}支部`, parent: desk.organisation, on: '2020-08-01', approved: true, confirmed: true }
    const made = yield { endpoint: foundBranch, input: { ...act(), ...branch } }
    for (let version = 1; ; version++) {
      yield { endpoint: rename, input: { ...act(), id: String(made['id']), version, name: `${label}支部 ${version}`, on: '2021-01-01' } }
    }
  },
  faults: (books, label, done) => demand(books, done.length, 'names held', 'organisations_versions where name like $1', [`${label}支部%`]),
}

/** Rows in one sheet: enough that a kill can fall into the writing of it. */
const sheetRows = 200
const sheetOf = (label: string, n: number) =>
  ['姓名\t性别\t人员类别', ...Array.from({ length: sheetRows }, (_, row) => `${memberOf(label, n)}${inWords(String(row))}\t男\t正式党员`)].join('\n')
const memberOf = (label: string, n: number) => `${inWords(label)}周${inWords(String(n))}之`

const imports: Writer = {
  name: 'imports a roster, takes every second one back',
  async *acts(desk, label) {
    for (let n = 0; ; n++) {
      const { id } = await desk.call(paste, { organisation: desk.branch, kind: 'people.party-roster', text: sheetOf(label, n) })
      // Reading it broke off with the database or the disk: said so, and sent again
      if (!(await looked(desk, id))) continue
      yield { endpoint: commit, input: { ...act(), batch: id }, about: n }
      if (n % 2 === 1) yield { endpoint: undo, input: { ...act(), batch: id }, about: n }
    }
  },
  async faults(books, label, done) {
    const faults: string[] = []
    const undone = new Set(of(done, undo).map(({ about }) => about))
    for (const { about } of of(done, commit)) {
      const name = `${memberOf(label, about!)}%`
      faults.push(...(await demand(books, undone.has(about) ? 0 : sheetRows, 'people of a sheet', 'people_persons where name like $1', [name])))
    }
    return faults
  },
  async halves(books, label) {
    const sheets = "people_persons where name like $1 group by regexp_replace(name, '之.*', '') having count(*) <> $2"
    const { rows } = await books.query(`select count(*) as n from ${sheets}`, [`${inWords(label)}周%`, sheetRows])
    return rows.map(({ n }: { n: string }) => `a sheet of which only ${n} people were written`)
  },
}

async function looked(desk: Desk, batch: string): Promise<boolean> {
  for (;;) {
    const { state, fault } = await desk.call(read, { batch })
    if (state === 'ready') return true
    if (state === 'failed' && /中断|磁盘已满/.test(fault ?? '')) return false
    if (state !== 'reading' && state !== 'checking') throw new Error(`a sheet is ${state}: ${fault}`)
    await sleep(30)
  }
}

/** A writer more is one line here. */
export const writers: readonly Writer[] = [units, unitFacts, persons, corrections, statuses, names, transfers, imports]
