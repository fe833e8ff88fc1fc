-- Every act, written in the act's own transaction. The application may only insert and read.
create table ledger_entries (
  realm_id bigint not null,
  id bigint generated always as identity,
  act_id uuid not null,
  kind text not null,
  ref_kind text not null,
  ref_id uuid not null,
  revision int not null,
  occurred_on date not null,
  recorded_at timestamptz not null,
  account_id bigint not null,
  doer_name text not null,
  doer_post text not null,
  doer_seat uuid not null,
  path text collate "C" not null,
  -- the leaf's canonical bytes and its RFC 6962 hash; no names, no numbers in it (security.md §3)
  body bytea not null,
  leaf_hash bytea not null,
  constraint ledger_entries_pkey primary key (realm_id, id),
  constraint ledger_entries_act_key unique (realm_id, act_id),
  constraint ledger_entries_revision_key unique (realm_id, ref_kind, ref_id, revision)
);

-- What the commitment opens to; erased alone when a person's data must go, the leaf stays.
create table ledger_secrets (
  realm_id bigint not null,
  entry_id bigint not null,
  salt bytea not null,
  payload bytea not null,
  constraint ledger_secrets_pkey primary key (realm_id, entry_id),
  constraint ledger_secrets_entry_fkey foreign key (realm_id, entry_id) references ledger_entries (realm_id, id)
);

-- Everything an act concerned, for the history of each.
create table ledger_touches (
  realm_id bigint not null,
  ref_kind text not null,
  ref_id uuid not null,
  entry_id bigint not null,
  constraint ledger_touches_pkey primary key (realm_id, ref_kind, ref_id, entry_id),
  constraint ledger_touches_entry_fkey foreign key (realm_id, entry_id) references ledger_entries (realm_id, id)
);

-- Waits for the sequencer of a later issue.
create table ledger_queue (
  realm_id bigint not null,
  entry_id bigint not null,
  constraint ledger_queue_pkey primary key (realm_id, entry_id)
);

-- The first answer to an act's id, given again to a retry; another body under the same id is refused.
create table ledger_answers (
  realm_id bigint not null,
  act_id uuid not null,
  account_id bigint not null,
  digest bytea not null,
  answer jsonb not null,
  constraint ledger_answers_pkey primary key (realm_id, act_id)
);

create index ledger_entries_recorded on ledger_entries (realm_id, recorded_at desc);
grant select, insert on ledger_entries, ledger_secrets, ledger_touches, ledger_answers to tongxin_app;
grant insert on ledger_queue to tongxin_app;

alter table ledger_entries enable row level security;
create policy ledger_entries_reach on ledger_entries
  using (path ^@ any (string_to_array(current_setting('app.reach', true), ',')))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table ledger_secrets enable row level security;
create policy ledger_secrets_realm on ledger_secrets
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table ledger_touches enable row level security;
create policy ledger_touches_realm on ledger_touches
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table ledger_queue enable row level security;
create policy ledger_queue_realm on ledger_queue
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table ledger_answers enable row level security;
create policy ledger_answers_realm on ledger_answers
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
