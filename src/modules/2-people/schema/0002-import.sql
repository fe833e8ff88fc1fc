-- For imports, hundreds of rows at a time. Both tell row ids and nothing else, so that a person beyond one's reach is
-- noticed without being shown. `offset 0` keeps each lookup apart: a planner that knows nothing of the table yet would
-- walk all of a realm instead.
create function people_holders(realm bigint, hashes bytea[]) returns table (hash bytea, person_id bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select p.id_hash, p.id from unnest(hashes) h(wanted) cross join lateral (
      select x.id_hash, x.id from people_persons x
      where x.realm_id = people_holders.realm and x.id_hash = h.wanted and x.merged_into is null offset 0) p;
  end;

-- Who stands in a line already, and where.
create function people_standing(realm bigint, line text, persons bigint[]) returns table (person_id bigint, organisation_id bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select m.person_id, m.organisation_id from unnest(persons) i(wanted) cross join lateral (
      select x.person_id, x.organisation_id from people_memberships x
      where x.realm_id = people_standing.realm and x.person_id = i.wanted and x.line = people_standing.line and x.to_on is null offset 0) m;
  end;
