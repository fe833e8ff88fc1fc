-- Questions a superior asks again and again: an address with a name, one's own.
create table obligations_questions (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  account_id bigint not null,
  name text not null,
  query text not null,
  constraint obligations_questions_pkey primary key (realm_id, id),
  constraint obligations_questions_public_id_key unique (realm_id, public_id)
);
create index obligations_questions_account on obligations_questions (realm_id, account_id);
-- Which organisation was reminded of which end of a period, so that a job that runs again reminds nobody twice.
create table obligations_reminders (
  realm_id bigint not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  -- before: the period ends soon; after: it is over, and the grace runs
  stage text not null,
  period_to date not null,
  open int not null,
  reminded_on date not null,
  constraint obligations_reminders_pkey primary key (realm_id, organisation_id, period_to, stage),
  constraint obligations_reminders_stage_check check (stage in ('before', 'after'))
);
grant select, insert, update, delete on obligations_questions, obligations_reminders to tongxin_app;
alter table obligations_questions enable row level security;
create policy obligations_questions_account on obligations_questions
  using (account_id = nullif(current_setting('app.account', true), '')::bigint)
  with check (account_id = nullif(current_setting('app.account', true), '')::bigint);
alter table obligations_reminders enable row level security;
create policy obligations_reminders_reach on obligations_reminders
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
