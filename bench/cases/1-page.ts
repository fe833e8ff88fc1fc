import { reading } from '#database/scope.ts'
import { permissions } from '#people/contract.ts'
import { presentRows } from '#people/present.ts'
import { roster } from '#people/store/memberships.ts'
import type { Bench, BenchCase, Figure } from '../case.ts'
import type { Place } from '../load/places.ts'
import { compared } from '../measure.ts'
import { signedIn, startServer, type Server } from '../processes/start.ts'

const limit = 50
/** The first page and later ones in turn: names from many parts of the alphabet. */
const starts = ['', 'chen', 'gao', 'hu', 'li', 'lin', 'ma', 'sun', 'wang', 'xu', 'yang', 'zhao']
const afterOf = (round: number) => ({ key: starts[round % starts.length]!, id: 0 })

/** The same fifty people with the names of their organisations, as whoever knows the tables would ask for them. */
const rawPage = (condition: string) => `
  select m.id, m.name_key, p.public_id, p.name, p.sex, p.born, p.id_mask, p.phone_mask, p.education, p.job, m.line,
    m.status, m.joined_on, p.lost_since, p.floating_since, o.public_id as organisation, o.name as organisation_name, o.kind, o.flags
  from people_memberships m
  join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
  join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
  where ${condition} and m.to_on is null and (m.name_key, m.id) > ($2, $3::bigint)
  order by m.name_key, m.id limit ${limit}`

async function pageAt(bench: Bench, at: string, place: Place, server: Server): Promise<Figure[]> {
  const { world, owner, rounds } = bench
  const actor = await bench.actorAt(place, permissions.view)
  const isBranch = place.depth > 4
  const text = rawPage(isBranch ? 'm.organisation_id = $1' : `m.a${place.depth} = $1`)
  const raw = (round: number) => {
    const { key, id } = afterOf(round)
    return owner.query({ name: `page-${at}`, text, values: [place.id, key, id] })
  }
  const ours = (round: number) =>
    reading(world.db, actor, async (tx) =>
      presentRows(await roster(tx, place, !isBranch, actor.reach, { after: afterOf(round) }, limit)))
  const rows = (await raw(0)).rows as { public_id: string }[]
  const same = (await ours(0)).map((row) => row.id).join() === rows.map((row) => row.public_id).join()
  if (!same) throw new Error(`the page at ${place.name} is not the raw SQL's page`)
  const store = await compared(at, rounds, ours, raw, `${actor.postWords}，第一页和 ${starts.length - 1} 个中间页轮流`)
  const headers = await signedIn(world, actor)
  const whole = async (round: number) => {
    const after = Buffer.from(JSON.stringify(Object.values(afterOf(round)))).toString('base64url')
    const query = `organisation=${place.publicId}&below=${!isBranch}&limit=${limit}&after=${after}`
    const answer = await server.get(`/api/v1/people?${query}`, headers)
    if (answer.status !== 200) throw new Error(`people.list answered ${answer.status}: ${answer.body}`)
  }
  const http = await compared(`${at}·整个请求`, rounds, whole, raw, '另一进程，HTTP、会话、权限、打码、JSON 都在内')
  return [store, { ...http, goal: null }]
}

export const benchCase: BenchCase = {
  name: 'page',
  words: '50 人一页',
  goal: '≤ 2×',
  async run(bench) {
    const server = await startServer('ours', bench)
    try {
      const { province, county, branch } = bench.places
      const figures: Figure[] = []
      for (const [at, place] of [['省', province], ['县', county], ['支部', branch]] as const) {
        figures.push(...(await pageAt(bench, at, place, server)))
      }
      return figures
    } finally {
      await server.stop()
    }
  },
}
