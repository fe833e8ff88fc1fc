-- What the engine must know of an organisation to tell what it owes, day by day: pushed by the modules that know it, so
-- that last year's cases are judged by last year's facts. Ids and paths are opaque here.
create table obligations_subjects (
  realm_id bigint not null,
  organisation_id uuid not null,
  from_on date not null,
  to_on date,
  path text collate "C" not null,
  name text not null,
  kind text not null,
  line text not null,
  flags text[] not null default '{}',
  sector text,
  region text,
  members int not null default 0,
  constraint obligations_subjects_pkey primary key (realm_id, organisation_id, from_on),
  constraint obligations_subjects_dates_check check (to_on is null or to_on > from_on)
);
create unique index obligations_subjects_open_key on obligations_subjects (realm_id, organisation_id) where to_on is null;
create index obligations_subjects_path on obligations_subjects (path) where to_on is null;

-- What acts have settled. Nothing is stored of what is owed: that is rules that hold − fulfilments − waivers.
create table obligations_fulfilments (
  realm_id bigint not null,
  id bigint generated always as identity,
  organisation_id uuid not null,
  path text collate "C" not null,
  duty text not null,
  period_from date not null,
  -- set where each person has to be dealt with
  person_id uuid,
  occurred_on date not null,
  recorded_at timestamptz not null,
  -- the record that settled it
  ref_kind text not null,
  ref_id uuid not null,
  constraint obligations_fulfilments_pkey primary key (realm_id, id)
);
create unique index obligations_fulfilments_ref_key on obligations_fulfilments
  (realm_id, ref_kind, ref_id, duty, organisation_id, coalesce(person_id, '00000000-0000-0000-0000-000000000000'));
create index obligations_fulfilments_organisation on obligations_fulfilments (realm_id, organisation_id, period_from, duty);
create index obligations_fulfilments_path on obligations_fulfilments (path, period_from);

-- Let off by the superior, with a reason.
create table obligations_waivers (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  duty text not null,
  period_from date not null,
  reason text not null,
  waived_by text not null,
  waived_on date not null,
  constraint obligations_waivers_pkey primary key (realm_id, id),
  constraint obligations_waivers_key unique (realm_id, organisation_id, duty, period_from)
);
create index obligations_waivers_path on obligations_waivers (path, period_from);

grant select, insert, update, delete on obligations_subjects, obligations_fulfilments, obligations_waivers to tongxin_app;

alter table obligations_subjects enable row level security;
create policy obligations_subjects_reach on obligations_subjects
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table obligations_fulfilments enable row level security;
create policy obligations_fulfilments_reach on obligations_fulfilments
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table obligations_waivers enable row level security;
create policy obligations_waivers_reach on obligations_waivers
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
