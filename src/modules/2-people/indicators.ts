import { sql } from 'kysely'
import { one, type Sql } from '#base/sql.ts'
import type { Indicator } from '#indicators/indicator.ts'
import { visible } from '#access/visible.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { underOrganisation } from '#people/store/memberships.ts'

const counted = (name: string, words: string, definition: string, where: Sql): Indicator => ({
  name,
  words,
  definition,
  unit: '人',
  async value(tx, actor, { publicId }) {
    const organisation = await organisationByPublicId(tx, actor.realm, publicId)
    if (!organisation) return null
    const row = await one(
      tx,
      sql<{ n: number }>`select count(*)::int n from people_memberships m join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
        where ${underOrganisation(organisation, true)} and m.to_on is null and ${visible(actor.reach, sql`m.path`)} and ${where}`,
    )
    return row.n
  },
})

export const indicators: Indicator[] = [
  counted('people.lost', '失联', '登记了失联日期的现有成员和申请人。', sql`p.lost_since is not null`),
  counted('people.floating', '流动', '登记了外出流动日期的现有成员和申请人。', sql`p.floating_since is not null`),
  counted('people.incomplete', '缺身份证号或出生日期', '公民身份号码和出生日期都没有登记的人；年龄类规定对他们无法核对。', sql`p.id_mask is null and p.born is null`),
]
