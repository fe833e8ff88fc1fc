import { sql } from 'kysely'
import { addDays, daysBetween, type Day } from '#base/day.ts'
import { many, type Db, type Sql } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { visible } from '#access/visible.ts'
import { zonesOf, type Zone } from '#regulations/actions.ts'
import { isInForce, type Regulation } from '#regulations/rules.ts'
import { kindCodes, kindOf, type Flag, type KindCode } from '#organisations/kinds.ts'
import { sizeFindings } from '#organisations/rules/sizes.ts'
import { regionHere } from '#organisations/store/regions.ts'
import { termsDueBy } from '#organisations/store/terms.ts'
import { findingWords, kindWords, manyWords } from '#organisations/words.ts'
import { whyOf, whyOfTerm } from '#organisations/present.ts'
import type { Sector } from '#organisations/unit-kinds.ts'

/** Elections are prepared months ahead: a term appears on the list this many days before it runs out. */
export const noticeDays = 90
const most = 100

/** What the registry itself asks for: terms running out, organisations whose size breaks a rule. */
export const workOfOrganisations = async (tx: Db, actor: Actor, today: Day): Promise<Work[]> => [
  ...(await termWork(tx, actor, today)),
  ...(await sizeWork(tx, actor, today)),
]

async function termWork(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  const terms = await termsDueBy(tx, actor.realm, actor.reach, addDays(today, noticeDays), most)
  return terms.map((term) => {
    return {
      id: `term-${term.public_id}`,
      title: '换届',
      about: term.name,
      dueOn: term.due_on,
      daysLeft: daysBetween(today, term.due_on),
      why: whyOfTerm(term),
      address: `/organisations/${term.public_id}?act=term`,
      verb: '登记换届',
    }
  })
}

const flagged = (flags: readonly Flag[]) => Object.fromEntries(flags.map((flag) => [flag, true]))

interface Sized {
  public_id: string
  name: string
  path: string
  kind: KindCode
  flags: Flag[]
  sector: Sector | null
  region: string | null
  members: number
  voting: number
  units: number
}

const holding = kindCodes.filter((kind) => kindOf(kind).holdsMembers)

/** Between these numbers of members no size rule of the day can be broken: the loosest lower and upper limits of a kind. */
function boundsOf(kind: KindCode, day: Day, rules: readonly Regulation[]): { low: number; high: number } {
  const values = (id: string | undefined) => rules.filter((rule) => rule.id === id && isInForce(rule, day)).map((rule) => rule.value)
  const sizes = kindOf(kind).sizes
  return { low: Math.max(0, ...values(sizes?.min)), high: Math.min(1_000_000, ...values(sizes?.max)) }
}

/** What may break a size rule below a path, by the numbers that hold there. */
function outsideIn({ path, rules }: Zone, day: Day): Sql {
  const kinds = holding.map((kind) => {
    const { low, high } = boundsOf(kind, day, rules)
    return sql`when ${kind} then s.voting < ${low}::int or s.members < ${low}::int or s.members > ${high}::int`
  })
  return sql`(${visible([path], sql`s.path`)} and case s.sized_as ${sql.join(kinds, sql` `)} else false end)`
}

const sizeRules: ReadonlySet<string> = new Set(holding.flatMap((kind) => Object.values(kindOf(kind).sizes ?? {})))

/** Every organisation in reach that holds members and may break a size rule, judged by the rules of today that hold there. */
async function sizeWork(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  const { zones, at } = await zonesOf(tx, actor.realm, (rule) => sizeRules.has(rule))
  const rows = await many(
    tx,
    sql<Sized>`select o.public_id, o.name, s.path, o.kind, o.flags, o.sector, ${regionHere} as region, s.members, s.voting,
        (select count(*)::int from organisations_places p
          where p.realm_id = o.realm_id and p.organisation_id = o.id and p.to_on is null) as units
      from organisations_stats s join organisations o on o.realm_id = s.realm_id and o.id = s.organisation_id
      where s.realm_id = ${actor.realm} and s.sized_as is not null and ${visible(actor.reach, sql`s.path`)}
        and (s.joint or ${sql.join(zones.map((zone) => outsideIn(zone, today)), sql` or `)})
      order by s.path limit ${most}`,
  )
  return rows.flatMap((row) => {
    const counts = { full: row.voting, all: row.members, units: row.units }
    const findings = sizeFindings({ kind: row.kind, ...flagged(row.flags), sector: row.sector, region: row.region, day: today, counts }, at(row.path))
    // without a single member it is hollow: that is what is told of it (组织覆盖), not that it is too small
    const told = findings.filter(({ finding }) => row.members > 0 || finding !== 'below-minimum')
    return told.map(({ finding, rule, given }) => ({
      id: `${finding}-${row.public_id}`,
      title: findingWords[finding]({ given, limit: rule.value, base: rule.base }),
      about: `${row.name}（${kindWords(row.kind, flagged(row.flags))}）`,
      dueOn: null,
      daysLeft: null,
      why: whyOf(rule),
      address: `/organisations/${row.public_id}`,
      verb: '去处理',
      group: manyWords(finding, kindWords(row.kind, {}), { limit: rule.value, base: rule.base }),
    }))
  })
}
