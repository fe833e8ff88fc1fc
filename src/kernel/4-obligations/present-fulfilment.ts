import type { OutputOf, ParsedOf } from '#base/contract.ts'
import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { toldBy } from '#notices/told.ts'
import { national } from '#regulations/packs/national.ts'
import { sentenceOf } from '#regulations/words.ts'
import type * as contract from '#obligations/contract.ts'
import type { Duty } from '#obligations/duty.ts'
import { add, nothing, type Count } from '#obligations/fulfilment.ts'
import { fulfilmentOf, type Fulfilment } from '#obligations/reading.ts'
import { subjectsOf, waiversUnder } from '#obligations/store/books.ts'

type Wish = Omit<ParsedOf<typeof contract.fulfilment>, never>

export interface Read extends Fulfilment {
  name: string
  kind: string
  path: string
}

const sumOf = (counts: Iterable<Count>): Count => [...counts].reduce(add, nothing())

/** The organisation and what became of its duties and those below; the gate has found it. */
export async function readFulfilment(tx: Db, realm: number, duties: readonly Duty[], { organisation, from, to, duty }: Wish, today: Day): Promise<Read> {
  const subject = (await subjectsOf(tx, realm, [organisation])).at(-1)
  const wanted = duties.filter(({ id }) => duty === undefined || id === duty)
  if (!subject) return { settings: [], own: new Map(), children: [], name: '', kind: '', path: '' }
  const { path, name, kind } = subject
  return { ...(await fulfilmentOf(tx, realm, { duties: wanted, organisation: { id: organisation, path }, range: { from, to }, today })), name, kind, path }
}

export async function presentFulfilment(tx: Db, realm: number, duties: readonly Duty[], wish: Wish, today: Day): Promise<OutputOf<typeof contract.fulfilment>> {
  const read = await readFulfilment(tx, realm, duties, wish, today)
  const all = [read.own, ...read.children.map(({ counts }) => counts)]
  const own = { organisation: { id: wish.organisation, name: read.name, kind: read.kind }, own: true, isLeaf: true, count: sumOf(read.own.values()) }
  const rows = read.children.map(({ child: { organisationId: id, name, kind, isLeaf }, counts }) =>
    ({ organisation: { id, name, kind }, own: false, isLeaf, count: sumOf(counts.values()) }))
  return {
    organisation: { id: wish.organisation, name: read.name },
    total: sumOf(all.flatMap((counts) => [...counts.values()])),
    duties: duties.flatMap(({ id, words }) => {
      const count = sumOf(all.flatMap((counts) => counts.get(id) ?? []))
      return count.owed === 0 ? [] : [{ duty: id, words, count }]
    }),
    rows: own.count.owed > 0 ? [own, ...rows] : rows,
    burden: await burdenOf(tx, realm, wish, read),
  }
}

/** What this level itself added to what is asked of those below: rules, how often somebody had to be let off, notices to read. */
async function burdenOf(tx: Db, realm: number, { organisation, from, to }: Wish, { settings: all, path }: Read) {
  const own = all.filter((one) => one.value !== null && (one.to === null || one.to > from) && one.from < to)
  const settings = own.flatMap(({ rule, value }) => {
    const held = national.rules.find((one) => one.id === rule)
    return held && held.value !== value ? [sentenceOf({ ...held, value: value! })] : []
  })
  return { settings, waivers: await waiversUnder(tx, realm, path, { from, to }), notices: await toldBy(tx, organisation, { from, to }) }
}
