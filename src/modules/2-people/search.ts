import { sql } from 'kysely'
import { keyedHash } from '#base/seal.ts'
import { many, type Db, type Sql } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import type { SearchProvider } from '#search/provider.ts'
import { isLatin } from '#search/keys.ts'
import { permissions } from '#people/contract.ts'

/** Text ranges instead of LIKE: `>=` and `<` keep their index under row-level security, LIKE does not. */
const prefix = (column: Sql, text: string): Sql => sql`(${column} >= ${text} and ${column} < ${`${text}\u{10ffff}`})`

function condition(q: string, world: World): Sql | null {
  const text = q.trim()
  if (/^\d{4}$/.test(text)) return sql`p.phone_tail = ${keyedHash(world.keys, 'phone-tail', text)}`
  if (/^1\d{10}$/.test(text)) return sql`p.phone_hash = ${keyedHash(world.keys, 'phone', text)}`
  if (/^\d{17}[\dxX]$/.test(text)) return sql`p.id_hash = ${keyedHash(world.keys, 'id-number', text.toUpperCase())}`
  const letters = text.toLowerCase().replace(/[^a-z]/g, '')
  if (isLatin(text)) return sql`(${prefix(sql`p.initials`, letters)} or ${prefix(sql`p.name_key`, letters)})`
  return /^\p{Script=Han}/u.test(text) ? prefix(sql`p.name`, text) : null
}

/** People by name, pinyin, initials, whole phone or its last four digits, whole ID number: only those the reach shows. */
export const searchPeople: SearchProvider = {
  permission: permissions.view,
  async find(tx: Db, actor, q, limit, world) {
    const matches = condition(q, world)
    if (!matches) return []
    const rows = await many(
      tx,
      sql<{ public_id: string; name: string; organisation: string | null; phone_mask: string | null }>`
        select p.public_id, p.name, p.phone_mask, (
          select o.name from people_memberships m join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
          where m.realm_id = p.realm_id and m.person_id = p.id and m.to_on is null order by m.id limit 1) as organisation
        from people_persons p
        where p.merged_into is null and app_within(p.paths, ${actor.reach.join(',')}) and ${matches}
        order by p.name_key, p.id limit ${limit}`,
    )
    return rows.map((row) => ({
      kind: 'person' as const,
      id: row.public_id,
      title: row.name,
      detail: [row.organisation, row.phone_mask].filter(Boolean).join(' · '),
    }))
  },
}
