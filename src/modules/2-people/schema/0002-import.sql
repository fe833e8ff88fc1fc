-- For imports, a thousand rows at a time. Both tell row ids and nothing else, so that a person beyond one's reach is
-- noticed without being shown.
create function people_holders(realm bigint, hashes bytea[]) returns table (hash bytea, person_id bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select p.id_hash, p.id from people_persons p
    where p.realm_id = people_holders.realm and p.id_hash = any (hashes) and p.merged_into is null;
  end;

-- Who stands in a line already, and where.
create function people_standing(realm bigint, line text, persons bigint[]) returns table (person_id bigint, organisation_id bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select m.person_id, m.organisation_id from people_memberships m
    where m.realm_id = people_standing.realm and m.person_id = any (persons) and m.line = people_standing.line and m.to_on is null;
  end;
