import type { Check } from '#base/check.ts'
import { statuses } from '#people/statuses.ts'

const keyed = (wanted: 'member' | 'voting') =>
  Object.entries(statuses).flatMap(([line, held]) =>
    Object.entries<Record<'member' | 'voting', boolean>>(held).flatMap(([code, status]) => (status[wanted] ? [`'${line} ${code}'`] : [])),
  )

export const checks: readonly Check[] = [
  {
    words: '每个组织记的成员数和有表决权人数，等于逐人数出来的',
    sql: `select o.public_id::text || ' ' || s.members || '/' || coalesce(m.members, 0) as what from organisations_stats s
      join organisations o on o.realm_id = s.realm_id and o.id = s.organisation_id
      left join (select realm_id, organisation_id,
          count(*) filter (where line || ' ' || status in (${keyed('member').join(', ')})) as members,
          count(*) filter (where line || ' ' || status in (${keyed('voting').join(', ')})) as voting
        from people_memberships where to_on is null group by 1, 2) m on m.realm_id = s.realm_id and m.organisation_id = s.organisation_id
      where s.members <> coalesce(m.members, 0) or s.voting <> coalesce(m.voting, 0)`,
  },
  {
    words: '每条身份所在的组织都在，路径相同',
    sql: `select m.public_id::text as what from people_memberships m
      left join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id where o.id is null or o.path <> m.path`,
  },
  {
    words: '每个任职所在的组织都在，路径相同',
    sql: `select t.public_id::text as what from people_posts t
      left join organisations o on o.realm_id = t.realm_id and o.id = t.organisation_id where o.id is null or o.path <> t.path`,
  },
  {
    words: '身份上的姓名就是本人的姓名；合并掉的登记名下没有身份和任职',
    sql: `select m.public_id::text as what from people_memberships m join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
        where m.name <> p.name or p.merged_into is not null
      union all select t.public_id::text from people_posts t join people_persons p on p.realm_id = t.realm_id and p.id = t.person_id
        where p.merged_into is not null`,
  },
  {
    words: '谁看得到一个人，与他现在的身份、任职和流动所在相符',
    sql: `select p.public_id::text as what from people_persons p join (
        select realm_id, person_id, array_agg(distinct path order by path) as paths from (
          select realm_id, person_id, path from people_memberships where to_on is null
          union all select realm_id, person_id, path from people_posts where to_on is null
          union all select realm_id, person_id, to_path from people_floating where ended_on is null and to_path is not null) t group by 1, 2) held
        on held.realm_id = p.realm_id and held.person_id = p.id
      where held.paths <> (select array_agg(distinct one order by one) from unnest(p.paths) one)`,
  },
  {
    words: '每条身份的现状就是它最近一次身份变化',
    sql: `select m.public_id::text as what from people_memberships m where exists (
        select from people_statuses s where s.realm_id = m.realm_id and s.membership_id = m.id)
      and m.status <> (select s.status from people_statuses s where s.realm_id = m.realm_id and s.membership_id = m.id order by s.since desc, s.id desc limit 1)`,
  },
  {
    words: '每次身份变化都属于一条在册的身份',
    sql: `select s.realm_id || ' ' || s.membership_id as what from people_statuses s
      where not exists (select from people_memberships m where m.realm_id = s.realm_id and m.id = s.membership_id)`,
  },
  {
    words: '导入登记的人都属于已导入的批次：没有只导入一半的',
    sql: `select distinct b.public_id::text || ' ' || b.state as what from (
        select realm_id, batch_id from people_persons where batch_id is not null
        union select realm_id, batch_id from people_memberships where batch_id is not null
        union select realm_id, batch_id from people_posts where batch_id is not null) made
      join exchange_batches b on b.realm_id = made.realm_id and b.id = made.batch_id where b.state <> 'done'`,
  },
  {
    words: '每个账号所属的人都在',
    sql: `select a.public_id::text as what from access_accounts a where a.person_id is not null and a.state <> 'closed'
      and not exists (select from people_persons p where p.realm_id = a.realm_id and p.public_id = a.person_id and p.merged_into is null)`,
  },
]
