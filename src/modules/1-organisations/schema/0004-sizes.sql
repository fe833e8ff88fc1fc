-- The work list asks each body that holds members about its size: one walk along one narrow index instead of three
-- tables. `sized_as` is the kind whose rules are asked; null: nobody is a member there, or it is no more.
alter table organisations_stats add column sized_as text, add column joint boolean not null default false;
update organisations_stats s set sized_as = o.kind, joint = 'joint' = any(o.flags)
  from organisations o
  where o.realm_id = s.realm_id and o.id = s.organisation_id and o.dissolved_on is null and 'temporary' <> all(o.flags)
    and o.kind in ('party.branch', 'league.branch', 'union.base', 'union.branch', 'pioneers.company');
create index organisations_stats_sizes on organisations_stats (realm_id, path)
  include (organisation_id, sized_as, joint, members, voting) where sized_as is not null;
