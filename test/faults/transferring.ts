import type pg from 'pg'
import { systemClock } from '#base/clock.ts'
import { newId } from '#base/id.ts'
import { found as foundBranch } from '#organisations/contract.ts'
import { list as membershipsOf, read as readPerson, register } from '#people/contract.ts'
import { receive, send, sendBack, withdraw } from '#people/contract/transfers.ts'
import { countOf, demand, inWords } from './counting.ts'
import type { Asked, Done, Writer } from './writers.ts'

const act = () => ({ act: newId() })
const joined = { status: 'full', joinedOn: '2021-07-01', on: '2021-07-01' }

/** Where a member's way ends, in turn: received three times, then sent back, then taken back by who had sent. */
const ends = ['receive', 'receive', 'receive', 'return', 'withdraw'] as const
const endOf = (no: number) => ends[no % ends.length]!

const familyOf = (label: string) => `${inWords(label)}钱`
const nameOf = (label: string, no: number) => familyOf(label) + inWords(String(no))

/** Of today: a letter of long ago climbs to the superior when the server starts again, and then is no longer the branch's to answer. */
const today = () => systemClock.today()

const settling = (transfer: string, no: number): Asked => {
  const input = { ...act(), id: transfer }
  switch (endOf(no)) {
    case 'receive': return { endpoint: receive, input: { ...input, on: today() }, about: no }
    case 'return': return { endpoint: sendBack, input: { ...input, reason: 'not-reported' }, about: no }
    case 'withdraw': return { endpoint: withdraw, input, about: no }
  }
}

const of = (done: readonly Done[], ...endpoints: Asked['endpoint'][]) => done.filter((one) => endpoints.includes(one.endpoint))

const standing = `people_memberships m join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
  where m.to_on is null and m.name like $1`

/** Whoever stands in two branches or in none; of those whose registration was not answered nothing is known yet. */
async function homeless(books: pg.Pool, label: string): Promise<string[]> {
  const n = await countOf(
    books,
    `people_persons p where p.name like $1 and (select count(*) from people_memberships m
      where m.realm_id = p.realm_id and m.person_id = p.id and m.to_on is null) <> 1`,
    [`${familyOf(label)}%`],
  )
  return n === 0 ? [] : [`${n} members stand in no branch or in two`]
}

/** Members on their way from one branch to another: wherever it is cut off, each stands in exactly one of the two. */
export const transfers: Writer = {
  name: 'sends members to another branch, which receives or returns them',
  async *acts(desk, label) {
    const branch = { kind: 'party.branch', name: `${label}接收支部`, parent: desk.organisation, on: '2020-08-01', approved: true, confirmed: true }
    const there = yield { endpoint: foundBranch, input: { ...act(), ...branch } }
    for (let no = 0; ; no++) {
      const name = nameOf(label, no)
      yield { endpoint: register, input: { ...act(), organisation: desk.branch, name, ...joined } }
      const { rows } = await desk.call(membershipsOf, { organisation: desk.branch, q: name })
      const person = await desk.call(readPerson, { id: rows.find((row) => row.name === name)!.id })
      const way = { id: person.memberships[0]!.id, to: String(there['id']), reason: 'work', on: today() }
      const sent = yield { endpoint: send, input: { ...act(), ...way }, about: no }
      yield settling(String(sent['id']), no)
    }
  },
  async faults(books, label, done) {
    const people = `${familyOf(label)}%`
    const [received, registered, sent] = [of(done, receive).length, of(done, register).length, of(done, send).length]
    const open = sent - of(done, receive, sendBack, withdraw).length
    return [
      ...(await homeless(books, label)),
      ...(await demand(books, registered, 'members', standing, [people])),
      ...(await demand(books, received, 'members received', `${standing} and o.name = $2`, [people, `${label}接收支部`])),
      ...(await demand(books, sent, 'letters', 'people_transfers where name like $1', [people])),
      ...(await demand(books, open, 'letters under way', "people_transfers where name like $1 and state = 'sent'", [people])),
    ]
  },
  halves: homeless,
}
