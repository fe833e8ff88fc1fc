-- Dues reveal pay: pay slips are sealed by the application, sums are walled by path like everything of people, and a
-- permission of their own stands before them (powers.ts). Persons and organisations are named by their public ids.

-- How somebody's dues are reckoned from a month on; the last one laid down for a month holds. Never changed.
create table dues_worksheets (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  person_id uuid not null,
  line text not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  from_month date not null,
  payer text not null,
  slip text not null,
  sealed bytea not null,
  made_on date not null,
  constraint dues_worksheets_pkey primary key (realm_id, id),
  constraint dues_worksheets_public_id_key unique (realm_id, public_id)
);
create index dues_worksheets_person on dues_worksheets (realm_id, person_id, line, from_month, id);
create index dues_worksheets_organisation on dues_worksheets (realm_id, organisation_id, made_on);
create index dues_worksheets_path on dues_worksheets (path);

-- What the branch agreed for somebody: paying by the quarter, less in hardship, or nothing.
create table dues_arrangements (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  person_id uuid not null,
  line text not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  kind text not null,
  fen bigint,
  from_month date not null,
  to_month date not null,
  reason bytea not null,
  decided_on date not null,
  state text not null,
  settled_on date,
  settled_by text,
  document text,
  constraint dues_arrangements_pkey primary key (realm_id, id),
  constraint dues_arrangements_public_id_key unique (realm_id, public_id),
  constraint dues_arrangements_months_check check (to_month >= from_month),
  constraint dues_arrangements_fen_check check ((kind = 'reduced') = (fen is not null) and (fen is null or fen >= 0))
);
create index dues_arrangements_person on dues_arrangements (realm_id, person_id, line);
create index dues_arrangements_path on dues_arrangements (path);

-- The receipt book of an organisation and year: its row is the lock under which receipts are numbered and months closed.
create table dues_books (
  realm_id bigint not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  year int not null,
  last int not null default 0,
  constraint dues_books_pkey primary key (realm_id, organisation_id, year)
);
create index dues_books_path on dues_books (path);

-- What was handed over at once by one person. A mistake is answered by a counter-entry (`reverses`), never by a change.
create table dues_receipts (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  person_id uuid not null,
  line text not null,
  year int not null,
  number int not null,
  code text not null,
  way text not null,
  payer text,
  paid_on date not null,
  fen bigint not null,
  reverses uuid,
  reason text,
  collector text not null,
  recorded_at timestamptz not null,
  constraint dues_receipts_pkey primary key (realm_id, id),
  constraint dues_receipts_public_id_key unique (realm_id, public_id),
  constraint dues_receipts_number_key unique (realm_id, organisation_id, year, number),
  constraint dues_receipts_reverses_key unique (realm_id, reverses)
);
create index dues_receipts_person on dues_receipts (realm_id, person_id, line);
create index dues_receipts_organisation on dues_receipts (realm_id, organisation_id, paid_on);
create index dues_receipts_path on dues_receipts (path, paid_on);

-- The lines of a receipt: for which month, or given beyond it.
create table dues_payments (
  realm_id bigint not null,
  id bigint generated always as identity,
  receipt_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  person_id uuid not null,
  line text not null,
  kind text not null,
  month date,
  fen bigint not null,
  constraint dues_payments_pkey primary key (realm_id, id),
  constraint dues_payments_receipt_fkey foreign key (realm_id, receipt_id) references dues_receipts (realm_id, public_id),
  constraint dues_payments_month_check check ((kind = 'month') = (month is not null))
);
create index dues_payments_receipt on dues_payments (realm_id, receipt_id);
create index dues_payments_person on dues_payments (realm_id, person_id, line, month);
create index dues_payments_path on dues_payments (path, month);

-- What was owed, written down when it was paid or its month closed: later rules and pay slips do not change it.
create table dues_charges (
  realm_id bigint not null,
  person_id uuid not null,
  line text not null,
  month date not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  state text not null,
  fen bigint not null,
  rules text[] not null,
  constraint dues_charges_pkey primary key (realm_id, person_id, line, month),
  constraint dues_charges_fen_check check (fen >= 0)
);
create index dues_charges_organisation on dues_charges (realm_id, organisation_id, month);
create index dues_charges_path on dues_charges (path, month);

-- One month of one person is paid once, whatever comes twice: the row is the proof, and goes with a counter-entry.
create table dues_paid (
  realm_id bigint not null,
  person_id uuid not null,
  line text not null,
  month date not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  receipt_id uuid not null,
  paid_on date not null,
  constraint dues_paid_pkey primary key (realm_id, person_id, line, month)
);
create index dues_paid_organisation on dues_paid (realm_id, organisation_id, month);
create index dues_paid_path on dues_paid (path, month);

-- Months closed and opened again; the last row of a month holds. Whoever closed a month does not open it again.
create table dues_closings (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  month date not null,
  closed boolean not null,
  account_id bigint not null,
  doer text not null,
  on_day date not null,
  reason text,
  payers int not null,
  owed bigint not null,
  unpaid int not null,
  collected bigint not null,
  constraint dues_closings_pkey primary key (realm_id, id),
  constraint dues_closings_public_id_key unique (realm_id, public_id)
);
create index dues_closings_organisation on dues_closings (realm_id, organisation_id, month, id);
create index dues_closings_path on dues_closings (path, month);

-- The application writes receipts, lines, pay slips and closings once; what it may change or take back is named.
grant select, insert on dues_worksheets, dues_receipts, dues_payments, dues_closings to tongxin_app;
grant update (path) on dues_worksheets, dues_receipts, dues_payments, dues_closings to tongxin_app;
grant select, insert, update on dues_arrangements, dues_books to tongxin_app;
grant select, insert, update, delete on dues_charges, dues_paid to tongxin_app;

alter table dues_worksheets enable row level security;
create policy dues_worksheets_reach on dues_worksheets
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_arrangements enable row level security;
create policy dues_arrangements_reach on dues_arrangements
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_books enable row level security;
create policy dues_books_reach on dues_books
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_receipts enable row level security;
create policy dues_receipts_reach on dues_receipts
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_payments enable row level security;
create policy dues_payments_reach on dues_payments
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_charges enable row level security;
create policy dues_charges_reach on dues_charges
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_paid enable row level security;
create policy dues_paid_reach on dues_paid
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_closings enable row level security;
create policy dues_closings_reach on dues_closings
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

-- A sample world can be taken away whole, which the application's own rights do not allow: of a sample realm, and no other.
create function dues_empty_sample(realm bigint) returns void
  language sql security definer set search_path = public
  begin atomic
    delete from dues_payments where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_receipts where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_worksheets where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_closings where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_arrangements where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_books where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_charges where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
    delete from dues_paid where realm_id = realm and exists (select from realms r where r.id = realm and r.kind = 'sample');
  end;
