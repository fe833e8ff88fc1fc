-- A membership of a roster of 100,000 went into eleven indexes, its statuses into two more and through a foreign key each.

-- Statuses are written with their membership, by the acts that write it, and go with it (checks.ts looks for any left over).
alter table people_statuses drop constraint people_statuses_membership_fkey;
alter table people_statuses drop constraint people_statuses_pkey;
drop index people_statuses_membership;
alter table people_statuses add constraint people_statuses_pkey primary key (realm_id, membership_id, id);

-- Exactly one responsible organisation per line, and a person's memberships: one index for both. Those that have ended
-- are told apart by their id, open ones are all 0.
drop index people_memberships_open_key;
drop index people_memberships_person;
create unique index people_memberships_open_key on people_memberships
  (realm_id, person_id, line, (case when to_on is null then 0 else id end));

-- What a batch wrote lies together: a summary of the pages finds it.
drop index people_persons_batch;
create index people_persons_batch on people_persons using brin (batch_id) with (autosummarize = on);
drop index people_memberships_batch;
create index people_memberships_batch on people_memberships using brin (batch_id) with (autosummarize = on);

-- A whole number is looked for among those with its last four digits.
drop index people_persons_phone_hash;

-- As before, each organisation counted by itself: nothing to sort.
create or replace function people_counts(realm bigint, organisations bigint[], members text[], voting text[], born_after date)
  returns table (organisation_id bigint, members int, voting int, young int)
  language sql stable security definer set search_path = public
  begin atomic
    select o.id, c.members, c.voting, c.young from unnest(organisations) o(id) cross join lateral (
      select coalesce(sum(s.n) filter (where s.standing = any (people_counts.members)), 0)::int as members,
        coalesce(sum(s.n) filter (where s.standing = any (people_counts.voting)), 0)::int as voting,
        coalesce(sum(s.young) filter (where s.standing = any (people_counts.members)), 0)::int as young
      from (
        select x.line || ' ' || x.status as standing, count(*) as n, count(*) filter (where p.born > people_counts.born_after) as young
        from people_memberships x join people_persons p on p.realm_id = x.realm_id and p.id = x.person_id
        where x.organisation_id = o.id and x.to_on is null and x.realm_id = people_counts.realm group by x.line, x.status) s) c;
  end;
