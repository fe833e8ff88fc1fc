import { sql } from 'kysely'
import type { ParsedOf } from '#base/contract.ts'
import type { Download } from '#base/http/serve.ts'
import { many } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { visible } from '#access/visible.ts'
import { within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { formats, writeSheet } from '#exchange/write/sheet.ts'
import type * as contract from '#organisations/contract.ts'
import type { Flag, KindCode } from '#organisations/kinds.ts'
import { organisationByPublicId } from '#organisations/store/organisations.ts'
import { kindWords } from '#organisations/words.ts'

interface Row {
  name: string
  kind: KindCode
  flags: Flag[]
  parent: string | null
  founded_on: string
  starts_on: string | null
  due_on: string | null
  members: number | null
  code: string | null
  region: string | null
}

const columns = [
  { words: '组织名称', width: 34 },
  { words: '组织类别', width: 14 },
  { words: '上级组织', width: 34 },
  { words: '成立日期', width: 12 },
  { words: '本届开始', width: 12 },
  { words: '下次换届', width: 12 },
  { words: '成员数', width: 8 },
  { words: '组织代码', width: 16, asText: true },
  { words: '行政区划', width: 12, asText: true },
]

const day = (value: string | null) => (value === null ? null : { date: value })

/** The organisations of a subtree in tree order, as the import of organisations reads them again. */
export async function exportOrganisations(world: World, actor: Actor, wish: ParsedOf<typeof contract.exportTree>): Promise<Download> {
  const { top, rows } = await within(world.db, actor, async (tx) => {
    const found = (await organisationByPublicId(tx, actor.realm, wish.id))!
    const below = await many(
      tx,
      sql<Row>`select o.name, o.kind, o.flags, p.name as parent, o.founded_on, t.starts_on, t.due_on, s.members, o.code, o.region
        from organisations o
        left join organisations p on p.realm_id = o.realm_id and p.id = o.parent_id
        left join organisations_terms t on t.realm_id = o.realm_id and t.organisation_id = o.id and t.ended_on is null
        left join organisations_stats s on s.realm_id = o.realm_id and s.organisation_id = o.id
        where o.path >= ${found.path} and o.path < ${`${found.path}~`} and ${visible(actor.reach, sql`o.path`)} and o.dissolved_on is null
        order by o.path`,
    )
    return { top: found, rows: below }
  })
  const at = new Date(world.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ')
  const cells = rows.map((row) => [
    row.name,
    kindWords(row.kind, Object.fromEntries(row.flags.map((flag) => [flag, true]))),
    row.parent,
    day(row.founded_on),
    day(row.starts_on),
    day(row.due_on),
    row.members,
    row.code,
    row.region,
  ])
  const stamp = { rows: rows.length, by: `${actor.postWords} ${actor.name}`, at }
  const body = writeSheet({ title: `${top.name}及下级组织`, columns, rows: cells, stamp }, wish.format)
  return { name: `${top.name}组织名册-${world.clock.today()}.${wish.format}`, type: formats[wish.format].type, body }
}
