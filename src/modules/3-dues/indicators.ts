import { sql } from 'kysely'
import { one, type Db, type Sql } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { Indicator } from '#indicators/indicator.ts'
import { visible } from '#access/visible.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'

interface Told {
  name: string
  words: string
  definition: string
  unit: string
}

/** A number over the bodies of the own line under an organisation; null where nothing was closed yet. */
const under = (told: Told, value: Sql, from: Sql): Indicator => ({
  ...told,
  async value(tx: Db, actor: Actor, { publicId }) {
    const top = await organisationByPublicId(tx, actor.realm, publicId)
    if (!top) return null
    const found = await one(tx, sql<{ n: number | null }>`select ${value} as n from ${from}
      where c.realm_id = ${actor.realm} and c.path >= ${top.path} and c.path < ${`${top.path}~`} and ${visible(actor.reach, sql`c.path`)}`)
    return found.n
  },
})

/** What closed months of the last twelve asked of people, and whether it came in its own month. */
const charges = sql`(select x.*, d.paid_on from dues_charges x
  left join dues_paid d on d.realm_id = x.realm_id and d.person_id = x.person_id and d.line = x.line and d.month = x.month
  where x.state = 'owed' and x.fen > 0 and exists (select from dues_closings k where k.realm_id = x.realm_id
    and k.organisation_id = x.organisation_id and k.month = x.month and k.closed)
    and x.month > (select max(l.month) from dues_closings l where l.realm_id = x.realm_id) - interval '1 year') c`

const inItsMonth = sql`count(*) filter (where c.paid_on < (c.month + interval '1 month')::date)`

export const indicators: Indicator[] = [
  under(
    { name: 'dues.on-time', words: '按时交纳', definition: '最近一年已结账的月份里，当月交纳的人次占应交人次的百分比。预交、按季先交的算按时。', unit: '%' },
    sql`case when count(*) > 0 then round(${inItsMonth} * 100.0 / count(*), 1)::float end`, charges,
  ),
  under(
    { name: 'dues.unpaid', words: '未交', definition: '最近一年已结账的月份里，到现在还没有交的人次。', unit: '人次' },
    sql`(count(*) filter (where c.paid_on is null))::int`, charges,
  ),
  under(
    { name: 'dues.collected', words: '本年收缴', definition: '最近一个记账年度收到的党费（团费、会费），冲销的已减去。', unit: '元' },
    sql`(coalesce(sum(c.fen), 0) / 100.0)::float`, sql`(select r.* from dues_receipts r
      where r.year = (select max(y.year) from dues_books y where y.realm_id = r.realm_id)) c`,
  ),
]
