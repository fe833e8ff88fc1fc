-- Imports. Nothing of the business tables is written before a batch is committed as one act.
-- A sheet holds ID numbers: whatever comes out of one is kept sealed; `path` is the path of the organisation imported into.
create table exchange_batches (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  kind text,
  account_id bigint not null,
  doer_name text not null,
  organisation_id uuid not null,
  organisation_name text not null,
  path text collate "C" not null,
  file_name text not null,
  size int not null,
  state text not null,
  -- names, rows and header places of the sheets; the columns as guessed, remembered or corrected
  sheets jsonb not null default '[]',
  mapping jsonb,
  headers jsonb not null default '[]',
  sure jsonb not null default '{}',
  confidence real not null default 0,
  remembered boolean not null default false,
  -- the first rows, for the page that corrects the columns
  sample bytea,
  counts jsonb not null default '{}',
  -- why it failed: one sentence
  fault text,
  made_at timestamptz not null,
  done_at timestamptz,
  commit_act uuid,
  undo_act uuid,
  constraint exchange_batches_pkey primary key (realm_id, id),
  constraint exchange_batches_public_id_key unique (realm_id, public_id),
  constraint exchange_batches_state_check check (state in
    ('reading', 'mapping', 'checking', 'ready', 'committing', 'done', 'undone', 'failed', 'cancelled'))
);
create index exchange_batches_path on exchange_batches (path, id);

-- The rows of a batch. `strong` and `alike` are 48 bits of a keyed hash, to find rows of perhaps one person; both only
-- nominate, the sealed values decide. `faults` holds field:code, with + where there is a proposal. No foreign key to the
-- batch: a check for each of 100,000 rows is dear, and no batch is ever deleted.
create table exchange_rows (
  realm_id bigint not null,
  batch_id bigint not null,
  seq int not null,
  path text collate "C" not null,
  sheet int not null,
  row_no int not null,
  body bytea not null,
  strong bigint,
  alike bigint,
  place_no int,
  subject_id bigint,
  subject_version int,
  verdict text not null,
  skip text,
  decision text,
  touched boolean not null default false,
  faults text[] not null default '{}',
  constraint exchange_rows_pkey primary key (realm_id, batch_id, seq),
  constraint exchange_rows_verdict_check check (verdict in ('new', 'same', 'change', 'conflict', 'fault', 'skip')),
  constraint exchange_rows_decision_check check (decision in ('keep', 'take'))
);
-- a row is about 1 KB of cipher: kept in the page, not in a side table
alter table exchange_rows set (toast_tuple_target = 8160);
-- of a first import nearly all rows are new: only what a person looks for is kept at hand
create index exchange_rows_verdict on exchange_rows (realm_id, batch_id, verdict, seq) where verdict not in ('new', 'same');

-- The distinct organisation names of a batch and what they stand for.
create table exchange_places (
  realm_id bigint not null,
  batch_id bigint not null,
  no int not null,
  path text collate "C" not null,
  text text not null,
  organisation_id bigint,
  -- to be founded at commit: kind, name, parent
  founding jsonb,
  how text not null,
  finding jsonb not null,
  constraint exchange_places_pkey primary key (realm_id, batch_id, no),
  constraint exchange_places_batch_fkey foreign key (realm_id, batch_id) references exchange_batches (realm_id, id) on delete cascade
);

-- Mappings that a person corrected or confirmed, by the header they belong to.
create table exchange_headers (
  realm_id bigint not null,
  kind text not null,
  signature bytea not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  constraint exchange_headers_pkey primary key (realm_id, kind, signature)
);

-- What a commit overwrote or added beside its own rows, so that it can be undone. Sealed.
create table exchange_changes (
  realm_id bigint not null,
  batch_id bigint not null,
  id bigint generated always as identity,
  path text collate "C" not null,
  what text not null,
  ref text not null,
  body bytea not null,
  constraint exchange_changes_pkey primary key (realm_id, batch_id, id),
  constraint exchange_changes_batch_fkey foreign key (realm_id, batch_id) references exchange_batches (realm_id, id) on delete cascade
);

grant select, insert, update, delete on exchange_batches, exchange_rows, exchange_places, exchange_headers, exchange_changes
  to tongxin_app;

alter table exchange_batches enable row level security;
create policy exchange_batches_reach on exchange_batches
  using (path ^@ any (string_to_array(current_setting('app.reach', true), ',')))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table exchange_rows enable row level security;
create policy exchange_rows_reach on exchange_rows
  using (path ^@ any (string_to_array(current_setting('app.reach', true), ',')))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table exchange_places enable row level security;
create policy exchange_places_reach on exchange_places
  using (path ^@ any (string_to_array(current_setting('app.reach', true), ',')))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table exchange_headers enable row level security;
create policy exchange_headers_realm on exchange_headers
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table exchange_changes enable row level security;
create policy exchange_changes_reach on exchange_changes
  using (path ^@ any (string_to_array(current_setting('app.reach', true), ',')))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
