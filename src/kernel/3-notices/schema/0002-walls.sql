-- A notice is read and ticked off by its own account, or by a job that reaches everything of its realm. Anybody writes one:
-- signing in, which belongs to no realm, and administrators, who act in another.
alter table notices enable row level security;
create policy notices_own on notices
  using (account_id = nullif(current_setting('app.account', true), '')::bigint)
  with check (account_id = nullif(current_setting('app.account', true), '')::bigint);
create policy notices_send on notices for insert with check (true);
create policy notices_jobs on notices
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint and current_setting('app.reach', true) = ',');
