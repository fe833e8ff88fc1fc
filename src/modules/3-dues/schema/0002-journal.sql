-- The committee that holds the account keeps a journal: what came in from below, what was used, what went up. A branch keeps
-- its receipt book and hands its closed months in. Bodies are named by their public ids.

-- One row per body that keeps a journal: its lock.
create table dues_journals (
  realm_id bigint not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  constraint dues_journals_pkey primary key (realm_id, organisation_id)
);
create index dues_journals_path on dues_journals (path);

-- Drawn up by the accountant or the cashier; in the journal only when the other one has confirmed it.
create table dues_orders (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  kind text not null,
  on_day date not null,
  money text not null,
  fen bigint not null,
  other_id uuid,
  through date,
  voucher_id uuid,
  purpose text,
  for_year int,
  about text not null,
  decided_by text,
  decided_on date,
  document text,
  state text not null,
  maker_account bigint not null,
  maker text not null,
  maker_side text not null,
  made_on date not null,
  settler text,
  settled_on date,
  constraint dues_orders_pkey primary key (realm_id, id),
  constraint dues_orders_public_id_key unique (realm_id, public_id),
  constraint dues_orders_fen_check check (fen > 0)
);
create index dues_orders_organisation on dues_orders (realm_id, organisation_id, state, id);
create index dues_orders_path on dues_orders (path);

-- The journal. A voucher is never changed; a mistake is answered by its reversal, once.
create table dues_vouchers (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  year int not null,
  number int not null,
  on_day date not null,
  kind text not null,
  order_id uuid not null,
  other_id uuid,
  purpose text,
  for_year int,
  about text not null,
  reverses uuid,
  maker text not null,
  checker text not null,
  recorded_at timestamptz not null,
  constraint dues_vouchers_pkey primary key (realm_id, id),
  constraint dues_vouchers_public_id_key unique (realm_id, public_id),
  constraint dues_vouchers_number_key unique (realm_id, organisation_id, year, number),
  constraint dues_vouchers_order_key unique (realm_id, order_id),
  constraint dues_vouchers_reverses_key unique (realm_id, reverses)
);
create index dues_vouchers_organisation on dues_vouchers (realm_id, organisation_id, on_day);
create index dues_vouchers_path on dues_vouchers (path, on_day);

-- One row moves one sum from the account credited to the account debited: both sides are always equal. Balances are sums.
create table dues_entries (
  realm_id bigint not null,
  id bigint generated always as identity,
  voucher_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  on_day date not null,
  debit text not null,
  credit text not null,
  fen bigint not null,
  for_year int,
  constraint dues_entries_pkey primary key (realm_id, id),
  constraint dues_entries_voucher_fkey foreign key (realm_id, voucher_id) references dues_vouchers (realm_id, public_id),
  constraint dues_entries_fen_check check (fen > 0),
  constraint dues_entries_sides_check check (debit <> credit)
);
create index dues_entries_voucher on dues_entries (realm_id, voucher_id);
create index dues_entries_organisation on dues_entries (realm_id, organisation_id, on_day);
create index dues_entries_path on dues_entries (path, on_day);

-- A month of a branch is handed in once, whatever comes twice; the row goes with the reversal of its voucher.
create table dues_handed (
  realm_id bigint not null,
  organisation_id uuid not null,
  month date not null,
  path text collate "C" not null,
  voucher_id uuid not null,
  fen bigint not null,
  constraint dues_handed_pkey primary key (realm_id, organisation_id, month)
);
create index dues_handed_voucher on dues_handed (realm_id, voucher_id);
create index dues_handed_path on dues_handed (path);

-- A remittance of a committee below is taken in once.
create table dues_taken (
  realm_id bigint not null,
  remittance_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  voucher_id uuid not null,
  constraint dues_taken_pkey primary key (realm_id, remittance_id)
);
create index dues_taken_voucher on dues_taken (realm_id, voucher_id);
create index dues_taken_path on dues_taken (path);

-- The bank's sum of a day beside the journal's, with what the bank has not booked yet.
create table dues_reconciliations (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  on_day date not null,
  statement_fen bigint not null,
  book_fen bigint not null,
  outstanding uuid[] not null,
  doer text not null,
  made_on date not null,
  constraint dues_reconciliations_pkey primary key (realm_id, id),
  constraint dues_reconciliations_public_id_key unique (realm_id, public_id)
);
create index dues_reconciliations_organisation on dues_reconciliations (realm_id, organisation_id, on_day);
create index dues_reconciliations_path on dues_reconciliations (path);

-- What was told to the members of a year, as it was told. Never a person's sum.
create table dues_publications (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  year int not null,
  on_day date not null,
  way text not null,
  grain int not null,
  content jsonb not null,
  doer text not null,
  constraint dues_publications_pkey primary key (realm_id, id),
  constraint dues_publications_public_id_key unique (realm_id, public_id)
);
create index dues_publications_organisation on dues_publications (realm_id, organisation_id, year);
create index dues_publications_path on dues_publications (path);

-- What was done about months not paid: told, talked, a deadline, before the meeting, or a reason found.
create table dues_steps (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  person_id uuid not null,
  line text not null,
  kind text not null,
  on_day date not null,
  until_day date,
  note bytea,
  doer text not null,
  constraint dues_steps_pkey primary key (realm_id, id),
  constraint dues_steps_public_id_key unique (realm_id, public_id)
);
create index dues_steps_person on dues_steps (realm_id, person_id, line, id);
create index dues_steps_organisation on dues_steps (realm_id, organisation_id);
create index dues_steps_path on dues_steps (path);

grant select, insert on dues_vouchers, dues_entries, dues_reconciliations, dues_publications, dues_steps to tongxin_app;
grant update (path) on dues_vouchers, dues_entries, dues_reconciliations, dues_publications, dues_steps to tongxin_app;
grant select, insert, update on dues_journals, dues_orders to tongxin_app;
grant select, insert, delete on dues_handed, dues_taken to tongxin_app;
grant update (path) on dues_handed, dues_taken to tongxin_app;

alter table dues_journals enable row level security;
create policy dues_journals_reach on dues_journals
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_orders enable row level security;
create policy dues_orders_reach on dues_orders
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_vouchers enable row level security;
create policy dues_vouchers_reach on dues_vouchers
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_entries enable row level security;
create policy dues_entries_reach on dues_entries
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_handed enable row level security;
create policy dues_handed_reach on dues_handed
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_taken enable row level security;
create policy dues_taken_reach on dues_taken
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_reconciliations enable row level security;
create policy dues_reconciliations_reach on dues_reconciliations
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_publications enable row level security;
create policy dues_publications_reach on dues_publications
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_steps enable row level security;
create policy dues_steps_reach on dues_steps
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

create function dues_empty_sample_money(realm bigint) returns void
  language sql security definer set search_path = public
  begin atomic
    delete from dues_entries where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_vouchers where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_orders where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_journals where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_handed where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_taken where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_reconciliations where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_publications where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_steps where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
  end;
