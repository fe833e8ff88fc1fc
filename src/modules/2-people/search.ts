import { sql } from 'kysely'
import { keyedHash } from '#base/seal.ts'
import { many, type Db, type Sql } from '#base/sql.ts'
import type { Scope } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { visible } from '#access/visible.ts'
import type { SearchProvider } from '#search/provider.ts'
import { isLatin, spellingsOf } from '#search/keys.ts'
import { permissions } from '#people/contract.ts'

/** Text ranges instead of LIKE: `>=` and `<` keep their index under row-level security, LIKE does not. */
const prefix = (column: Sql, text: string): Sql => sql`(${column} >= ${text} and ${column} < ${`${text}\u{10ffff}`})`

/** What to look for: the condition on person `p`, the order that its index gives, and what follows for membership `m`. */
interface Wanted {
  matches: Sql
  order: Sql
  /** null: so few persons match that one need not begin at the memberships */
  narrow: Sql | null
}

function wanted(q: string, world: World): Wanted[] {
  const text = q.trim()
  const equal = (matches: Sql): Wanted[] => [{ matches, order: sql`p.id`, narrow: null }]
  const tail = () => sql`p.phone_tail = ${keyedHash(world.keys, 'phone-tail', text.slice(-4))}`
  if (/^\d{4}$/.test(text)) return equal(tail())
  if (/^1\d{10}$/.test(text)) return equal(sql`${tail()} and p.phone_hash = ${keyedHash(world.keys, 'phone', text)}`)
  if (/^\d{17}[\dxX]$/.test(text)) return equal(sql`p.id_hash = ${keyedHash(world.keys, 'id-number', text.toUpperCase())}`)
  const begins = (column: string, given: string, narrow: Sql): Wanted =>
    ({ matches: prefix(sql.ref(`p.${column}`), given), order: sql.ref(`p.${column}`), narrow })
  const letters = text.toLowerCase().replace(/[^a-z]/g, '')
  // The initials' first letter is the key's
  const spelt = (given: string) => begins('name_key', given, prefix(sql`m.name_key`, given))
  if (isLatin(text)) return [begins('initials', letters, prefix(sql`m.name_key`, letters.slice(0, 1))), ...spellingsOf(letters).map(spelt)]
  return /^\p{Script=Han}/u.test(text) ? [begins('name', text, prefix(sql`m.name`, text))] : []
}

interface Found {
  id: number
  public_id: string
  name: string
  organisation: string | null
  phone_mask: string | null
}

/** A county and below; the depth at which reading all who stand there begins to cost less than all who are called so. */
const isSmall = (path: string): boolean => path.split('/').length > 4

/**
 * Either way a few thousand rows at most: in a large reach the walk along the index of names soon meets enough who stand
 * there; in a small one it would not, so it begins with those who stand there.
 */
function findBy(tx: Db, { realm, reach }: Scope, { matches, order, narrow }: Wanted, limit: number): Promise<Found[]> {
  const standing = narrow && reach.every(isSmall) && sql`p.id = any(array(
    select m.person_id from people_memberships m where ${visible(reach, sql`m.path`)} and ${narrow}
    union select h.person_id from people_posts h where ${visible(reach, sql`h.path`)}))`
  return many(
    tx,
    sql<Found>`
      select p.id, p.public_id, p.name, p.phone_mask, (
        select o.name from people_memberships m join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
        where m.realm_id = p.realm_id and m.person_id = p.id and m.to_on is null order by m.id limit 1) as organisation
      from people_persons p
      where p.realm_id = ${realm} and p.merged_into is null and app_within(p.paths, ${reach.join(',')}) and ${matches} and ${standing || sql`true`}
      order by ${order}, p.id limit ${limit}`,
  )
}

/** People by name, pinyin, initials, whole phone or its last four digits, whole ID number: only those the reach shows. */
export const searchPeople: SearchProvider = {
  permission: permissions.view,
  async find(tx: Db, actor, q, limit, world) {
    const found = new Map<number, Found>()
    for (const one of wanted(q, world)) for (const row of await findBy(tx, actor, one, limit)) found.set(row.id, row)
    return [...found.values()].slice(0, limit).map((row) => ({
      kind: 'person' as const,
      id: row.public_id,
      title: row.name,
      detail: [row.organisation, row.phone_mask].filter(Boolean).join(' · '),
    }))
  },
}
