-- Organisations of all five lines. The path follows subordination (隶属): base-36 ids with a trailing slash.
create table organisations (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  kind text not null,
  line text not null,
  name text not null,
  name_key text collate "C" not null,
  initials text collate "C" not null,
  grams text[] not null,
  code text,
  parent_id bigint,
  path text collate "C" not null,
  depth int not null,
  position int not null default 0,
  founded_on date not null,
  dissolved_on date,
  merged_into bigint,
  flags text[] not null default '{}',
  sector text,
  constraint organisations_pkey primary key (realm_id, id),
  constraint organisations_public_id_key unique (realm_id, public_id),
  constraint organisations_path_key unique (realm_id, path),
  constraint organisations_parent_fkey foreign key (realm_id, parent_id) references organisations (realm_id, id),
  constraint organisations_dates_check check (dissolved_on is null or dissolved_on >= founded_on)
);
create index organisations_path on organisations (path);
create index organisations_children on organisations (realm_id, parent_id);
create index organisations_grams on organisations using gin (grams);

-- What an organisation was called, of which kind and under whom, day by day: "the tree on day X".
create table organisations_versions (
  realm_id bigint not null,
  id bigint generated always as identity,
  organisation_id bigint not null,
  from_on date not null,
  to_on date,
  name text not null,
  kind text not null,
  parent_id bigint,
  act_id uuid not null,
  constraint organisations_versions_pkey primary key (realm_id, id),
  constraint organisations_versions_organisation_fkey foreign key (realm_id, organisation_id) references organisations (realm_id, id) on delete cascade,
  constraint organisations_versions_dates_check check (to_on is null or to_on >= from_on)
);
create index organisations_versions_organisation on organisations_versions (realm_id, organisation_id, from_on);
create index organisations_versions_parent on organisations_versions (realm_id, parent_id, from_on);

-- 带 (leads) and 业务指导 (guides). Subordination is the parent and its versions.
create table organisations_links (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  kind text not null,
  from_id bigint not null,
  to_id bigint not null,
  from_on date not null,
  to_on date,
  constraint organisations_links_pkey primary key (realm_id, id),
  constraint organisations_links_public_id_key unique (realm_id, public_id),
  constraint organisations_links_from_fkey foreign key (realm_id, from_id) references organisations (realm_id, id) on delete cascade,
  constraint organisations_links_to_fkey foreign key (realm_id, to_id) references organisations (realm_id, id) on delete cascade,
  constraint organisations_links_kind_check check (kind in ('leads', 'guides')),
  constraint organisations_links_dates_check check (to_on is null or to_on >= from_on)
);
create unique index organisations_links_open_key on organisations_links (realm_id, kind, from_id, to_id) where to_on is null;
create index organisations_links_to on organisations_links (realm_id, to_id);

-- Units (单位): employers, schools, villages. `path` is the path of the party organisation responsible for them, `places`
-- are the paths of the organisations that stand in them: a branch sees the unit it stands in.
create table organisations_units (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  grams text[] not null,
  code text,
  kind text not null,
  sector text not null,
  two_new boolean not null,
  staff int,
  young int,
  migrant int,
  facts_on date,
  organisation_id bigint not null,
  path text collate "C" not null,
  places text[] not null default '{}',
  constraint organisations_units_pkey primary key (realm_id, id),
  constraint organisations_units_public_id_key unique (realm_id, public_id),
  constraint organisations_units_organisation_fkey foreign key (realm_id, organisation_id) references organisations (realm_id, id),
  constraint organisations_units_numbers_check check (staff >= 0 and young >= 0 and migrant >= 0)
);
create unique index organisations_units_code_key on organisations_units (realm_id, code) where code is not null;
create index organisations_units_path on organisations_units (path, name_key, id);

-- Which organisation stands in which units; a joint branch stands in several.
create table organisations_places (
  realm_id bigint not null,
  organisation_id bigint not null,
  unit_id bigint not null,
  from_on date not null,
  to_on date,
  constraint organisations_places_pkey primary key (realm_id, organisation_id, unit_id, from_on),
  constraint organisations_places_organisation_fkey foreign key (realm_id, organisation_id) references organisations (realm_id, id) on delete cascade,
  constraint organisations_places_unit_fkey foreign key (realm_id, unit_id) references organisations_units (realm_id, id) on delete cascade
);
create index organisations_places_unit on organisations_places (realm_id, unit_id);

-- Terms of the committee or secretary; the next election is due on due_on.
create table organisations_terms (
  realm_id bigint not null,
  id bigint generated always as identity,
  organisation_id bigint not null,
  starts_on date not null,
  due_on date not null,
  rule text not null,
  ended_on date,
  constraint organisations_terms_pkey primary key (realm_id, id),
  constraint organisations_terms_organisation_fkey foreign key (realm_id, organisation_id) references organisations (realm_id, id) on delete cascade,
  constraint organisations_terms_dates_check check (due_on > starts_on)
);
create unique index organisations_terms_open_key on organisations_terms (realm_id, organisation_id) where ended_on is null;
create index organisations_terms_due on organisations_terms (realm_id, due_on) where ended_on is null;

-- Each organisation's own numbers only; totals of a subtree are range scans over them.
create table organisations_stats (
  realm_id bigint not null,
  organisation_id bigint not null,
  path text collate "C" not null,
  line text not null,
  members int not null default 0,
  voting int not null default 0,
  young int not null default 0,
  constraint organisations_stats_pkey primary key (realm_id, organisation_id),
  constraint organisations_stats_organisation_fkey foreign key (realm_id, organisation_id) references organisations (realm_id, id) on delete cascade
);
create index organisations_stats_path on organisations_stats (path) include (line, members, voting, young);

grant select, insert, update, delete on organisations, organisations_versions, organisations_links, organisations_units,
  organisations_places, organisations_terms, organisations_stats to tongxin_app;

-- an organisation's path holds its own id, so the id is drawn before the row is written
grant usage on sequence organisations_id_seq to tongxin_app;

-- Names of organisations are common knowledge inside a realm (one sees the whole chain one stands under); facts of units
-- and numbers of members are not.
alter table organisations enable row level security;
create policy organisations_realm on organisations
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint or path ^@ any (string_to_array(current_setting('app.reach', true), ',')))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table organisations_versions enable row level security;
create policy organisations_versions_realm on organisations_versions using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table organisations_links enable row level security;
create policy organisations_links_realm on organisations_links using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table organisations_places enable row level security;
create policy organisations_places_realm on organisations_places using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table organisations_terms enable row level security;
create policy organisations_terms_realm on organisations_terms using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table organisations_units enable row level security;
create policy organisations_units_reach on organisations_units
  using (app_reached(path) or app_within(places, current_setting('app.reach', true)))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table organisations_stats enable row level security;
create policy organisations_stats_reach on organisations_stats
  using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

-- `@>` is not leakproof, so under row-level security it cannot use its index: the search repeats the test of the realm itself.
create function organisations_search(realm bigint, wanted text[], most int)
  returns setof bigint language sql stable security definer set search_path = public
  begin atomic
    select o.id from organisations o
    where o.realm_id = organisations_search.realm and o.grams @> wanted and o.dissolved_on is null limit most;
  end;

-- Sums over a subtree test the reach once, of its top, not at each of its rows: that cost three to ten times the sum.
create function organisations_members_below(top text) returns bigint
  language sql stable security definer set search_path = public
  begin atomic
    select coalesce(sum(s.members), 0)::bigint from organisations_stats s
    where app_reached(top) and s.path >= top and s.path < top || '~';
  end;

-- Members under each node at a depth, and of each node above it alone; `path` is of some node below the one meant. One
-- key to group by: with two the planner sorts.
create function organisations_sums(top text, until int) returns table (path text, members bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select min(s.path), sum(s.members) from organisations_stats s
    where app_reached(top) and s.path >= top and s.path < top || '~'
    group by coalesce(nullif(split_part(s.path, '/', until), ''), s.path);
  end;
