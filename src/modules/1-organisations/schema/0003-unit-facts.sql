-- What the rules of coverage ask about a unit: members who work there, wherever their organisation stands. Null: unknown.
alter table organisations_units
  add column full_members int,
  add column league_members int,
  add column women int,
  -- paths of the mass organisations' bodies that are to build here: each line's body led by the nearest party
  -- organisation above the unit. They see the unit before any organisation of theirs stands in it.
  add column bodies text[] not null default '{}';
alter table organisations_units add constraint organisations_units_members_check
  check (full_members >= 0 and league_members >= 0 and women >= 0);

drop policy organisations_units_reach on organisations_units;
create policy organisations_units_reach on organisations_units
  using (app_reached(path) or app_within(places, current_setting('app.reach', true)) or app_within(bodies, current_setting('app.reach', true)))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

create index organisations_units_responsible on organisations_units (realm_id, organisation_id);
create index organisations_units_bodies on organisations_units using gin (bodies);

-- units registered before: the same search as store/bodies.ts
with recursive up as (
  select o.realm_id, o.id as asked, o.id as at, o.parent_id, 0 as level from organisations o
  where exists (select from organisations_units u where u.realm_id = o.realm_id and u.organisation_id = o.id)
  union all
  select up.realm_id, up.asked, o.id, o.parent_id, up.level + 1 from up join organisations o on o.realm_id = up.realm_id and o.id = up.parent_id
), nearest as (
  select distinct on (up.realm_id, up.asked, b.line) up.realm_id, up.asked, b.path
  from up
  join organisations_links l on l.realm_id = up.realm_id and l.from_id = up.at and l.kind = 'leads' and l.to_on is null
  join organisations b on b.realm_id = l.realm_id and b.id = l.to_id and b.dissolved_on is null and b.kind in
    ('league.local-committee', 'league.working-committee', 'league.committee', 'league.general-branch', 'union.federation', 'women.federation')
  order by up.realm_id, up.asked, b.line, up.level, b.id
), made as (
  select realm_id, asked, array_agg(path order by path) as bodies from nearest group by realm_id, asked
)
update organisations_units u set bodies = made.bodies from made where u.realm_id = made.realm_id and u.organisation_id = made.asked;
