-- 谈心谈话: who, when, on what occasion. The note is sealed and belongs to the two; above the branch talks are only counted.
create table org_life_talks (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id bigint not null,
  path text collate "C" not null,
  talker_id uuid not null,
  talker_name text not null,
  partner_id uuid not null,
  partner_name text not null,
  held_on date not null,
  occasion text not null,
  note bytea,
  entered_on date not null,
  constraint org_life_talks_pkey primary key (realm_id, id),
  constraint org_life_talks_public_id_key unique (realm_id, public_id),
  constraint org_life_talks_two_check check (talker_id <> partner_id)
);
create index org_life_talks_organisation on org_life_talks (realm_id, organisation_id, held_on);
create index org_life_talks_partner on org_life_talks (realm_id, partner_id);
create index org_life_talks_talker on org_life_talks (realm_id, talker_id);
create index org_life_talks_path on org_life_talks (path);

-- Long leave: illness, birth, old age, work elsewhere. It suspends the absence clock and marks the roll by itself.
create table org_life_excuses (
  realm_id bigint not null,
  id bigint generated always as identity,
  organisation_id bigint not null,
  path text collate "C" not null,
  person_id uuid not null,
  name text not null,
  cause text not null,
  from_on date not null,
  to_on date,
  constraint org_life_excuses_pkey primary key (realm_id, id),
  constraint org_life_excuses_dates_check check (to_on is null or to_on >= from_on)
);
create unique index org_life_excuses_open_key on org_life_excuses (realm_id, organisation_id, person_id) where to_on is null;
create index org_life_excuses_person on org_life_excuses (realm_id, person_id);
create index org_life_excuses_path on org_life_excuses (path);

-- 民主评议 and 教育评议, one a year for each branch.
create table org_life_appraisals (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id bigint not null,
  path text collate "C" not null,
  year int not null,
  held_on date not null,
  ballots int not null,
  expected int not null,
  finished_on date,
  registered_on date,
  version int not null default 1,
  constraint org_life_appraisals_pkey primary key (realm_id, id),
  constraint org_life_appraisals_year_key unique (realm_id, organisation_id, year)
);
create index org_life_appraisals_path on org_life_appraisals (path);

create table org_life_appraised (
  realm_id bigint not null,
  id bigint generated always as identity,
  appraisal_id bigint not null,
  path text collate "C" not null,
  person_id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  status text not null,
  -- probationary members take part and are given no grade
  graded boolean not null,
  excellent int not null default 0,
  qualified int not null default 0,
  basic int not null default 0,
  unqualified int not null default 0,
  grade text,
  remark text not null default '',
  registration text,
  constraint org_life_appraised_pkey primary key (realm_id, id),
  constraint org_life_appraised_person_key unique (realm_id, appraisal_id, person_id),
  constraint org_life_appraised_appraisal_fkey foreign key (realm_id, appraisal_id) references org_life_appraisals (realm_id, id) on delete cascade
);
create index org_life_appraised_person on org_life_appraised (realm_id, person_id);
create index org_life_appraised_path on org_life_appraised (path);

grant select, insert, update, delete on org_life_talks, org_life_excuses, org_life_appraisals, org_life_appraised to tongxin_app;

alter table org_life_talks enable row level security;
create policy org_life_talks_reach on org_life_talks
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table org_life_excuses enable row level security;
create policy org_life_excuses_reach on org_life_excuses
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table org_life_appraisals enable row level security;
create policy org_life_appraisals_reach on org_life_appraisals
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table org_life_appraised enable row level security;
create policy org_life_appraised_reach on org_life_appraised
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
