-- What the engine of obligations knows of organisations registered before it: their facts from the founding on, known
-- from today on. From now on every act tells it.
insert into obligations_subjects (realm_id, organisation_id, from_on, to_on, path, name, kind, line, flags, sector, members, known_on)
  select o.realm_id, o.public_id, o.founded_on, o.dissolved_on, o.path, o.name, o.kind, o.line,
    o.flags || case when exists (select from organisations g where g.realm_id = o.realm_id and g.parent_id = o.id
      and g.dissolved_on is null and g.kind in ('party.group', 'league.group')) then array['with-groups'] else '{}'::text[] end,
    o.sector, coalesce(s.members, 0), current_date
  from organisations o
  left join organisations_stats s on s.realm_id = o.realm_id and s.organisation_id = o.id
  where o.dissolved_on is null or o.dissolved_on > o.founded_on
  on conflict do nothing;
