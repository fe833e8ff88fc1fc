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
