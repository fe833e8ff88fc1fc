-- What a person asks to have corrected, and the paper sheets on which those without an account check their registration.
-- Both are seen by whoever sees the person: no path of their own that could be forgotten when somebody moves.
create table people_corrections (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  person_id bigint not null,
  reason bytea not null,
  made_at timestamptz not null,
  due_on date not null,
  settled_at timestamptz,
  settled_by text,
  answer bytea,
  constraint people_corrections_pkey primary key (realm_id, id),
  constraint people_corrections_public_id_key unique (realm_id, public_id),
  constraint people_corrections_person_fkey foreign key (realm_id, person_id) references people_persons (realm_id, id) on delete cascade
);
create index people_corrections_person on people_corrections (realm_id, person_id);
create index people_corrections_open on people_corrections (realm_id, due_on) where settled_at is null;

-- One line a field; `other` is what no field can say.
create table people_correction_items (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  correction_id bigint not null,
  person_id bigint not null,
  field text not null,
  value bytea,
  state text not null default 'open',
  constraint people_correction_items_pkey primary key (realm_id, id),
  constraint people_correction_items_public_id_key unique (realm_id, public_id),
  constraint people_correction_items_correction_fkey foreign key (realm_id, correction_id)
    references people_corrections (realm_id, id) on delete cascade,
  constraint people_correction_items_state_check check (state in ('open', 'accepted', 'declined', 'withdrawn'))
);
create index people_correction_items_correction on people_correction_items (realm_id, correction_id);
-- one open request for a field
create unique index people_correction_items_open_key on people_correction_items (realm_id, person_id, field) where state = 'open';

-- 本人信息核对表: one for a person and a print; the code ties what comes back to what went out.
create table people_sheets (
  realm_id bigint not null,
  id bigint generated always as identity,
  print_id uuid not null,
  person_id bigint not null,
  code text not null,
  made_at timestamptz not null,
  made_by text not null,
  state text not null default 'out',
  signed_on date,
  entered_at timestamptz,
  entered_by text,
  constraint people_sheets_pkey primary key (realm_id, id),
  constraint people_sheets_code_key unique (realm_id, code),
  constraint people_sheets_person_fkey foreign key (realm_id, person_id) references people_persons (realm_id, id) on delete cascade,
  constraint people_sheets_state_check check (state in ('out', 'right', 'corrected', 'void'))
);
create index people_sheets_print on people_sheets (realm_id, print_id);
create index people_sheets_person on people_sheets (realm_id, person_id);

grant select, insert, update, delete on people_corrections, people_correction_items, people_sheets to tongxin_app;

alter table people_corrections enable row level security;
create policy people_corrections_person on people_corrections
  using (exists (select from people_persons p where p.realm_id = people_corrections.realm_id and p.id = people_corrections.person_id))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table people_correction_items enable row level security;
create policy people_correction_items_person on people_correction_items
  using (exists (select from people_persons p where p.realm_id = people_correction_items.realm_id and p.id = people_correction_items.person_id))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table people_sheets enable row level security;
create policy people_sheets_person on people_sheets
  using (exists (select from people_persons p where p.realm_id = people_sheets.realm_id and p.id = people_sheets.person_id))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
