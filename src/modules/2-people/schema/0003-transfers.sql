-- A transfer of the membership relationship (组织关系转接). Until it is received the person stands where they stood;
-- what the letter says was copied from the person on the day it was written. `desk`: whose turn it is to decide.
create table people_transfers (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  code text not null,
  -- number of the letter: counted by the sending organisation within a year
  year int not null,
  serial int not null,
  person_id bigint not null,
  line text not null,
  state text not null,
  way text not null,
  from_id bigint,
  from_path text collate "C",
  from_outside text,
  to_id bigint,
  to_path text collate "C",
  to_outside text,
  desk_id bigint not null,
  desk_path text collate "C" not null,
  -- every path above: who reaches one of them sees the transfer
  paths text[] not null,
  name text not null,
  name_key text collate "C" not null,
  sex text,
  born date,
  nation text,
  id_mask text,
  status text not null,
  dues_until text,
  reason text not null,
  remark text,
  sent_on date not null,
  sent_by text not null,
  due_on date,
  due_rule text,
  climbed_on date,
  settled_on date,
  settled_by text,
  return_reason text,
  return_remark text,
  constraint people_transfers_pkey primary key (realm_id, id),
  constraint people_transfers_public_id_key unique (realm_id, public_id),
  constraint people_transfers_code_key unique (realm_id, code),
  constraint people_transfers_person_fkey foreign key (realm_id, person_id) references people_persons (realm_id, id) on delete cascade,
  constraint people_transfers_state_check check (state in ('sent', 'climbed', 'received', 'returned', 'withdrawn')),
  constraint people_transfers_way_check check (way in ('inside', 'letter', 'arrival', 'move')),
  constraint people_transfers_settled_check check ((settled_on is null) = (state in ('sent', 'climbed')))
);
-- one under way per person and line
create unique index people_transfers_pending_key on people_transfers (realm_id, person_id, line) where state in ('sent', 'climbed');
create index people_transfers_desk on people_transfers (realm_id, desk_path) where state in ('sent', 'climbed');
create index people_transfers_from on people_transfers (realm_id, from_path, id);
create index people_transfers_to on people_transfers (realm_id, to_path, id);
create index people_transfers_person on people_transfers (realm_id, person_id);
create index people_transfers_due on people_transfers (due_on) where state = 'sent' and way = 'inside';
create index people_transfers_number on people_transfers (realm_id, from_id, year, serial);

-- 流动: who stands in one organisation and is looked after by another, or at a place outside
create table people_floating (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  person_id bigint not null,
  line text not null,
  from_id bigint not null,
  from_path text collate "C" not null,
  to_id bigint,
  to_path text collate "C",
  outside text,
  paths text[] not null,
  since date not null,
  until date,
  contact text,
  ended_on date,
  end_reason text,
  constraint people_floating_pkey primary key (realm_id, id),
  constraint people_floating_public_id_key unique (realm_id, public_id),
  constraint people_floating_person_fkey foreign key (realm_id, person_id) references people_persons (realm_id, id) on delete cascade,
  constraint people_floating_place_check check (to_id is not null or outside is not null),
  constraint people_floating_dates_check check (ended_on is null or ended_on >= since)
);
create unique index people_floating_open_key on people_floating (realm_id, person_id, line) where ended_on is null;
create index people_floating_from on people_floating (realm_id, from_path) where ended_on is null;
create index people_floating_to on people_floating (realm_id, to_path) where ended_on is null;

grant select, insert, update, delete on people_transfers, people_floating to tongxin_app;

alter table people_transfers enable row level security;
create policy people_transfers_reach on people_transfers
  using (app_within(paths, current_setting('app.reach', true)))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table people_floating enable row level security;
create policy people_floating_reach on people_floating
  using (app_within(paths, current_setting('app.reach', true)))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
