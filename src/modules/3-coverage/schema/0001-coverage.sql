-- What the rules found, derived from units, organisations and rosters and kept with every change of them. One row for each
-- path from which a finding is seen: a unit is seen by the party organisation it belongs to, by the bodies that are to
-- build in it, and by those that stand in it. `previous` is the next smaller path of the same finding: of the rows under
-- one organisation the first is the one whose `previous` lies before it, so that nothing is listed twice.
create table coverage_spots (
  realm_id bigint not null,
  subject text not null,
  subject_id bigint not null,
  code text not null,
  line text not null,
  path text collate "C" not null,
  previous text collate "C",
  given int not null,
  missing text[] not null default '{}',
  first text[] not null default '{}',
  since date not null,
  aside_until date,
  target_on date,
  constraint coverage_spots_pkey primary key (realm_id, subject, subject_id, code, path),
  constraint coverage_spots_subject_check check (subject in ('unit', 'organisation'))
);
create index coverage_spots_path on coverage_spots (path, subject, subject_id, code);
create index coverage_spots_code on coverage_spots (code, path, subject, subject_id);

-- What each unit adds to the numbers of the bodies responsible for it, remembered so that a change adds the difference.
create table coverage_units (
  realm_id bigint not null,
  unit_id bigint not null,
  path text collate "C" not null,
  party_id bigint not null,
  league_id bigint,
  union_id bigint,
  counted boolean not null,
  two_new boolean not null,
  party text not null,
  league text not null,
  "union" text not null,
  found text[] not null default '{}',
  open text[] not null default '{}',
  first text[] not null default '{}',
  constraint coverage_units_pkey primary key (realm_id, unit_id)
);

-- Findings about organisations that stand: the same memory.
create table coverage_bodies (
  realm_id bigint not null,
  organisation_id bigint not null,
  path text collate "C" not null,
  open text[] not null default '{}',
  constraint coverage_bodies_pkey primary key (realm_id, organisation_id)
);

-- 不适用: a finding set aside with its reason until a day.
create table coverage_asides (
  realm_id bigint not null,
  unit_id bigint not null,
  code text not null,
  cause text not null,
  reason text not null,
  set_on date not null,
  review_on date not null,
  back boolean not null default false,
  constraint coverage_asides_pkey primary key (realm_id, unit_id, code),
  constraint coverage_asides_unit_fkey foreign key (realm_id, unit_id) references organisations_units (realm_id, id) on delete cascade,
  constraint coverage_asides_dates_check check (review_on > set_on)
);
create index coverage_asides_review on coverage_asides (realm_id, review_on) where not back;

-- How a finding is to be worked off: by when, and which party organisation answers for it.
create table coverage_plans (
  realm_id bigint not null,
  unit_id bigint not null,
  code text not null,
  target_on date not null,
  responsible_id bigint,
  note text,
  constraint coverage_plans_pkey primary key (realm_id, unit_id, code),
  constraint coverage_plans_unit_fkey foreign key (realm_id, unit_id) references organisations_units (realm_id, id) on delete cascade
);

-- Sums over each organisation and everything below it, one row per number; what changed since stands in the additions,
-- which a job adds to all superiors: no act waits for another at the top of the tree.
create table coverage_stats (
  realm_id bigint not null,
  organisation_id bigint not null,
  measure text not null,
  path text collate "C" not null,
  n int not null,
  constraint coverage_stats_pkey primary key (realm_id, organisation_id, measure)
);
create index coverage_stats_path on coverage_stats (path);

create table coverage_additions (
  realm_id bigint not null,
  id bigint generated always as identity,
  organisation_id bigint not null,
  measure text not null,
  path text collate "C" not null,
  n int not null,
  constraint coverage_additions_pkey primary key (realm_id, id)
);
create index coverage_additions_path on coverage_additions (path);

-- Units and organisations to be looked at again, where too many changed at once to do so inside the act.
create table coverage_outbox (
  realm_id bigint not null,
  id bigint generated always as identity,
  subject text not null,
  subject_id bigint not null,
  constraint coverage_outbox_pkey primary key (realm_id, id)
);

grant select, insert, update, delete on coverage_spots, coverage_units, coverage_bodies, coverage_asides, coverage_plans, coverage_stats,
  coverage_additions, coverage_outbox to tongxin_app;

alter table coverage_spots enable row level security;
create policy coverage_spots_reach on coverage_spots using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table coverage_units enable row level security;
create policy coverage_units_reach on coverage_units using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table coverage_bodies enable row level security;
create policy coverage_bodies_reach on coverage_bodies using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
-- Whoever sees a unit sees what was decided about it: these two are read through the unit.
alter table coverage_asides enable row level security;
create policy coverage_asides_reach on coverage_asides
  using (exists (select from organisations_units u where u.realm_id = coverage_asides.realm_id and u.id = coverage_asides.unit_id))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table coverage_plans enable row level security;
create policy coverage_plans_reach on coverage_plans
  using (exists (select from organisations_units u where u.realm_id = coverage_plans.realm_id and u.id = coverage_plans.unit_id))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table coverage_stats enable row level security;
create policy coverage_stats_reach on coverage_stats using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table coverage_additions enable row level security;
create policy coverage_additions_reach on coverage_additions using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

alter table coverage_outbox enable row level security;
create policy coverage_outbox_realm on coverage_outbox using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

-- For the job, which serves all realms: their numbers and nothing else.
create function coverage_waiting() returns setof bigint
  language sql stable security definer set search_path = public
  begin atomic
    select distinct realm_id from coverage_outbox;
  end;

-- what stood before this migration is looked at by the first run of the job
insert into coverage_outbox (realm_id, subject, subject_id) select realm_id, 'unit', id from organisations_units;
insert into coverage_outbox (realm_id, subject, subject_id)
  select realm_id, 'organisation', id from organisations where kind in ('party.branch', 'league.branch') and dissolved_on is null;
