import { sql } from 'kysely'
import { one, type Sql } from '#base/sql.ts'
import type { Indicator } from '#indicators/indicator.ts'
import { visible } from '#access/visible.ts'
import { organisationByPublicId } from '#organisations/store/organisations.ts'

/** A sum over the organisation and everything below it that the reach shows. */
const summed = (name: string, words: string, definition: string, unit: string, number: Sql): Indicator => ({
  name,
  words,
  definition,
  unit,
  async value(tx, actor, { publicId }) {
    const organisation = await organisationByPublicId(tx, actor.realm, publicId)
    if (!organisation) return null
    const { path } = organisation
    const row = await one(
      tx,
      sql<{ n: number }>`select ${number} n from organisations_stats s join organisations o on o.realm_id = s.realm_id and o.id = s.organisation_id
        where s.path >= ${path} and s.path < ${`${path}~`} and o.dissolved_on is null and ${visible(actor.reach, sql`s.path`)}`,
    )
    return row.n
  },
})

export const indicators: Indicator[] = [
  summed('organisations.count', '组织数', '本组织和全部下级中未撤销的组织，不含带的其他条线。', '个', sql`count(*)::int`),
  summed('organisations.members', '成员数', '本组织和全部下级现有成员：党组织计正式和预备党员，团组织计团员（含保留团籍），工会计会员。', '人', sql`coalesce(sum(s.members), 0)::int`),
  summed('organisations.young', '28 岁以下成员数', '上述成员中出生日期已登记且未满 28 周岁的。', '人', sql`coalesce(sum(s.young), 0)::int`),
]
