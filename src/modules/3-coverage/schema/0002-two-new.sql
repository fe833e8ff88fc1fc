-- The filter 只算两新组织 holds for the findings too: what the units found so far add to these numbers. A branch that
-- stands in such a unit is looked at again, and says so from then on.
alter table coverage_bodies add column two_new boolean not null default false;

insert into coverage_additions (realm_id, organisation_id, measure, path, n)
select u.realm_id, o.id, 'spot.' || c.code || '.new', o.path, count(*)::int
from coverage_units u
cross join lateral unnest(u.open) as c(code)
cross join lateral (
  select u.party_id as id
  union select u.league_id where starts_with(c.code, 'league')
  union select u.union_id where starts_with(c.code, 'union') or starts_with(c.code, 'women')
) h
join organisations o on o.realm_id = u.realm_id and o.id = h.id
where u.two_new
group by u.realm_id, o.id, c.code, o.path;

insert into coverage_outbox (realm_id, subject, subject_id) select distinct realm_id, 'sums', 0 from coverage_additions;
insert into coverage_outbox (realm_id, subject, subject_id)
  select realm_id, 'organisation', id from organisations where kind in ('party.branch', 'league.branch') and dissolved_on is null;
