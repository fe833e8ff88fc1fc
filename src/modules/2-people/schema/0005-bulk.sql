-- An import draws the ids of its rows before it writes them, so that persons and their memberships go out together.
grant usage on sequence people_persons_id_seq, people_memberships_id_seq to tongxin_app;

-- What `organisations_stats` keeps, counted anew for organisations that an act has just changed: numbers to be stored, not
-- shown. Row by row the test of the reach cost five times the count. `offset 0`: each organisation by its index.
create function people_counts(realm bigint, organisations bigint[], members text[], voting text[], born_after date)
  returns table (organisation_id bigint, members int, voting int, young int)
  language sql stable security definer set search_path = public
  begin atomic
    select o.id,
      count(m.id) filter (where m.standing = any (people_counts.members))::int,
      count(m.id) filter (where m.standing = any (people_counts.voting))::int,
      count(m.id) filter (where m.standing = any (people_counts.members) and m.born > people_counts.born_after)::int
    from unnest(organisations) o(id) left join lateral (
      select x.id, x.line || ' ' || x.status as standing, p.born
      from people_memberships x join people_persons p on p.realm_id = x.realm_id and p.id = x.person_id
      where x.organisation_id = o.id and x.to_on is null and x.realm_id = people_counts.realm offset 0) m on true
    group by o.id;
  end;
