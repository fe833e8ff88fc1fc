import type { Db } from '#base/sql.ts'
import type { OutputOf } from '#base/contract.ts'
import type { World } from '#database/world.ts'
import { beyondReach } from '#database/scope.ts'
import { chainOf, organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { collects, type Body } from '#dues/actions/books.ts'
import { standingsIn } from '#dues/actions/assessing.ts'
import { duesLines } from '#dues/codes.ts'
import type { mine, OwnDuesView } from '#dues/contract/own.ts'
import { receiptView, standingView } from '#dues/present.ts'
import { monthOf, monthWords, plusMonths, type Month } from '#dues/rules/months.ts'
import { publicationView } from '#dues/present-report.ts'
import { placesOf } from '#dues/store/own.ts'
import { publicationsOf } from '#dues/store/publications.ts'
import { receiptsOf } from '#dues/store/receipts.ts'
import { lineWords } from '#dues/words.ts'

type Mine = OutputOf<typeof mine>

const monthsOf = (year: number, today: Month): Month[] =>
  Array.from({ length: 12 }, (_, at) => plusMonths(`${year}-01`, at)).filter((month) => month <= today)

async function ownIn(tx: Db, world: World, body: Body, person: string, months: readonly Month[]): Promise<OwnDuesView> {
  const found: OwnDuesView['months'] = []
  let now: Pick<OwnDuesView, 'payer' | 'base'> = { payer: null, base: null }
  for (const [month, [standing]] of await standingsIn(tx, world, body, months, person)) {
    if (!standing) continue
    now = { payer: standing.payer, base: standing.base }
    found.push({ month, monthWords: monthWords(month), standing: standingView(standing, () => true) })
  }
  return { line: body.line, lineWords: lineWords[body.line], organisation: body.name, ...now, months: found }
}

/** What the own bodies told their members of a year, and the committees above that hold the account. */
async function publishedFor(tx: Db, realm: number, bodies: readonly Organisation[], year: number): Promise<Mine['published']> {
  const chains = await Promise.all(bodies.map(async (body) => [body, ...(await chainOf(tx, body))]))
  const above = new Map(chains.flat().map(({ public_id: id, name }) => [id, name]))
  const rows = await publicationsOf(tx, realm, [...above.keys()], year)
  return rows.map(({ organisation, ...row }) => ({ organisation: above.get(organisation)!, publication: publicationView(row) }))
}

/** Everything about one's own dues in a year, wherever they were paid. */
export async function presentOwn(tx: Db, world: World, person: { public_id: string; name: string; realm_id: number }, publicIds: string[], year: number): Promise<Mine> {
  const { realm_id: realm, public_id: id, name } = person
  const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`]
  const months = monthsOf(year, monthOf(world.clock.today()))
  const lines: OwnDuesView[] = []
  const bodies: Organisation[] = []
  for (const { organisation } of await placesOf(tx, realm, id, duesLines, from, to)) {
    const body = await organisationByPublicId(tx, realm, organisation)
    if (!body || !collects(body)) continue
    bodies.push(body)
    const own = await ownIn(tx, world, body as Body, id, months)
    if (own.months.length > 0) lines.push(own)
  }
  const receipts = (await receiptsOf(tx, realm, publicIds, from, to)).map(receiptView)
  const published = await beyondReach(tx, () => publishedFor(tx, realm, bodies, year))
  return { name, year, lines, receipts, published, total: receipts.reduce((sum, { fen }) => sum + fen, 0) }
}
