-- One meeting of a branch: planned, held, recorded, signed, locked. Several kinds where one session settles several duties.
-- Persons stand here by their public id and by their name of the day: the record stays true when they move away.
create table org_life_meetings (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id bigint not null,
  path text collate "C" not null,
  kinds text[] not null,
  group_id uuid,
  state text not null,
  planned_on date not null,
  starts text,
  place text,
  topic text not null default '',
  occurred_on date,
  -- a day of the period it makes up for
  for_day date,
  chair_id uuid,
  chair_name text,
  recorder_id uuid,
  recorder_name text,
  guests text not null default '',
  on_paper boolean not null default false,
  entered_on date not null,
  closed_on date,
  recorder_signed_on date,
  recorder_signed_how text,
  chair_signed_on date,
  chair_signed_how text,
  -- the account that locked it: another one must ask for a correction
  locked_by bigint,
  revision int not null default 1,
  revision_reason text,
  cancel_reason text,
  version int not null default 1,
  constraint org_life_meetings_pkey primary key (realm_id, id),
  constraint org_life_meetings_public_id_key unique (realm_id, public_id),
  constraint org_life_meetings_kinds_check check (cardinality(kinds) between 1 and 6)
);
create index org_life_meetings_organisation on org_life_meetings (realm_id, organisation_id, planned_on);
create index org_life_meetings_path on org_life_meetings (path, planned_on);

-- Who must attend, and who was there. A row has its own version, so that two devices can take one roll.
create table org_life_roll (
  realm_id bigint not null,
  id bigint generated always as identity,
  meeting_id bigint not null,
  path text collate "C" not null,
  person_id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  status text not null,
  entitled boolean not null,
  mark text,
  reason text,
  reply text,
  reply_reason text,
  version int not null default 1,
  marked_by text,
  marked_at timestamptz,
  constraint org_life_roll_pkey primary key (realm_id, id),
  constraint org_life_roll_person_key unique (realm_id, meeting_id, person_id),
  constraint org_life_roll_meeting_fkey foreign key (realm_id, meeting_id) references org_life_meetings (realm_id, id) on delete cascade
);
create index org_life_roll_person on org_life_roll (realm_id, person_id);
create index org_life_roll_path on org_life_roll (path);

-- What was dealt with, in order, with its paragraph of the minutes and its vote.
create table org_life_matters (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  meeting_id bigint not null,
  path text collate "C" not null,
  position int not null,
  kind text not null,
  title text not null,
  record text not null default '',
  vote text not null default 'none',
  quorum_rule text,
  majority_rule text,
  base int,
  present int,
  needed int,
  written int not null default 0,
  votes_for int,
  votes_against int,
  votes_abstain int,
  passed boolean,
  version int not null default 1,
  constraint org_life_matters_pkey primary key (realm_id, id),
  constraint org_life_matters_public_id_key unique (realm_id, public_id),
  constraint org_life_matters_meeting_fkey foreign key (realm_id, meeting_id) references org_life_meetings (realm_id, id) on delete cascade,
  constraint org_life_matters_balance_check check (votes_for is null or votes_for + votes_against + votes_abstain = present + written)
);
create index org_life_matters_meeting on org_life_matters (realm_id, meeting_id, position);
create index org_life_matters_path on org_life_matters (path);

-- What the record said before it was corrected.
create table org_life_revisions (
  realm_id bigint not null,
  id bigint generated always as identity,
  meeting_id bigint not null,
  path text collate "C" not null,
  revision int not null,
  reason text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  content jsonb not null,
  constraint org_life_revisions_pkey primary key (realm_id, id),
  constraint org_life_revisions_key unique (realm_id, meeting_id, revision),
  constraint org_life_revisions_meeting_fkey foreign key (realm_id, meeting_id) references org_life_meetings (realm_id, id) on delete cascade
);
create index org_life_revisions_path on org_life_revisions (path);

grant select, insert, update, delete on org_life_meetings, org_life_roll, org_life_matters, org_life_revisions to tongxin_app;

alter table org_life_meetings enable row level security;
create policy org_life_meetings_reach on org_life_meetings
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table org_life_roll enable row level security;
create policy org_life_roll_reach on org_life_roll
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table org_life_matters enable row level security;
create policy org_life_matters_reach on org_life_matters
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table org_life_revisions enable row level security;
create policy org_life_revisions_reach on org_life_revisions
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
