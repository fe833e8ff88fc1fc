-- What the posts of an organisation act over: its own subtree, what anybody in it leads (带), what anybody there leads …
-- Walked to those below and those led, each visited once. The answer holds the tops only: most of what is led stands
-- below something led already. `offset 0` keeps to the indexes, or a branch would be answered by reading the whole table.
create function organisations_reach(realm bigint, top bigint) returns text[]
  language sql stable set search_path = public
  begin atomic
    with recursive reached as (
      select organisations_reach.top as id
      union
      select next.id from reached cross join lateral (
        select o.id from organisations o where o.realm_id = organisations_reach.realm and o.parent_id = reached.id
        union all
        select l.to_id from organisations_links l
        where l.realm_id = organisations_reach.realm and l.from_id = reached.id and l.kind = 'leads' and l.to_on is null offset 0) next
    )
    select coalesce(array_agg(o.path order by o.path), '{}')
    from reached r cross join lateral (
      select x.path, x.parent_id from organisations x where x.realm_id = organisations_reach.realm and x.id = r.id offset 0) o
    where o.parent_id is null or o.parent_id not in (select id from reached);
  end;

-- Seats given before a superior reached what its subordinates lead.
update access_seats s set reach = organisations_reach(o.realm_id, o.id)
  from organisations o
  where s.realm_id = o.realm_id and s.organisation_id = o.public_id and cardinality(s.reach) > 0;
