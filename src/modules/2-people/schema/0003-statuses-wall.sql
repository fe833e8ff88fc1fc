-- Whoever does not reach a membership sees nothing of its statuses: the memberships' own wall decides.
drop policy people_statuses_realm on people_statuses;
create policy people_statuses_reach on people_statuses
  using (exists (select from people_memberships m where m.realm_id = people_statuses.realm_id and m.id = people_statuses.membership_id))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
