import type { Check } from '#base/check.ts'

export const checks: readonly Check[] = [
  {
    words: '每个组织都在它上级的路径之下，层次相符',
    sql: `select o.public_id::text as what from organisations o
      left join organisations p on p.realm_id = o.realm_id and p.id = o.parent_id
      where (p.id is not null and (o.path not like p.path || '%' or o.depth <> p.depth + 1))
        or o.path !~ '^([0-9a-z]+/)+$' or length(regexp_replace(o.path, '[^/]', '', 'g')) <> o.depth`,
  },
  {
    words: '没撤销的组织恰有一段现行沿革，名称和上级与它一致；撤销的没有',
    sql: `select o.public_id::text as what from organisations o left join lateral (
        select count(*) as n, min(v.name) as name, min(v.parent_id) as parent_id from organisations_versions v
        where v.realm_id = o.realm_id and v.organisation_id = o.id and v.to_on is null) v on true
      where case when o.dissolved_on is null
        then v.n <> 1 or v.name <> o.name or v.parent_id is distinct from o.parent_id else v.n <> 0 end`,
  },
  {
    words: '每个组织有一行人数，路径相同',
    sql: `select o.public_id::text as what from organisations o
      left join organisations_stats s on s.realm_id = o.realm_id and s.organisation_id = o.id
      where s.organisation_id is null or s.path <> o.path or s.line <> o.line`,
  },
  {
    words: '单位的路径就是归口组织的路径',
    sql: `select u.public_id::text as what from organisations_units u
      join organisations o on o.realm_id = u.realm_id and o.id = u.organisation_id where u.path <> o.path`,
  },
  {
    words: '每个岗位席位所在的组织都在',
    sql: `select s.public_id::text as what from access_seats s where s.post <> 'system.administrator'
      and not exists (select from organisations o where o.realm_id = s.realm_id and o.public_id = s.organisation_id)`,
  },
  {
    words: '每个现有组织在应办事项里有一份情况，路径相同；撤销了的没有',
    sql: `select coalesce(o.public_id, s.organisation_id)::text as what from (select * from organisations where dissolved_on is null) o
      full join (select * from obligations_subjects where to_on is null) s on s.realm_id = o.realm_id and s.organisation_id = o.public_id
      where o.id is null or s.organisation_id is null or s.path <> o.path or s.name <> o.name`,
  },
  {
    words: '应办事项知道的行政区划代码，就是本组织或最近的上级登记的',
    sql: `select o.public_id::text as what from organisations o
      join obligations_subjects s on s.realm_id = o.realm_id and s.organisation_id = o.public_id and s.to_on is null
      where o.dissolved_on is null and s.region is distinct from (
        select a.region from organisations a where a.realm_id = o.realm_id and a.region is not null and o.path ^@ a.path
        order by length(a.path) desc limit 1)`,
  },
]
