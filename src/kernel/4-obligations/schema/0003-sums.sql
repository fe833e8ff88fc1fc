-- The day an organisation ceased to be, on all its versions: who ends before a period does owes nothing in it.
alter table obligations_subjects add column gone_on date;
-- The path it hangs under, so that the children of one are found without reading all below it.
alter table obligations_subjects add column above text collate "C" generated always as (regexp_replace(path, '[^/]+/$', '')) stored;
create index obligations_subjects_above on obligations_subjects (realm_id, above);

create function obligations_month_up(day date) returns date language sql immutable
  return date_trunc('month', day + interval '1 month' - interval '1 day')::date;

-- How many organisations below each one (not itself) were alike, for rules, in the same stretch of months: what is owed
-- below a nation is told from a few such rows. Periods begin with months, so months are as exact as days.
create table obligations_crowds (
  realm_id bigint not null,
  path text collate "C" not null,
  -- [kind, line, flags, sector, region]
  facts text not null,
  begins date not null,
  ends date not null,
  gone date not null,
  known date not null,
  n int not null,
  constraint obligations_crowds_pkey primary key (realm_id, path, facts, begins, ends, gone, known)
);
-- How many organisations below each one (not itself) have settled a duty in a period.
create table obligations_tallies (
  realm_id bigint not null,
  path text collate "C" not null,
  duty text not null,
  period_from date not null,
  met int not null,
  late int not null,
  waived int not null,
  constraint obligations_tallies_pkey primary key (realm_id, path, period_from, duty)
);
-- What changed since; a job carries it to all superiors, so that no act waits for another at the top of the tree.
create table obligations_changes (
  realm_id bigint not null,
  id bigint generated always as identity,
  path text collate "C" not null,
  facts text,
  begins date,
  ends date,
  gone date,
  known date,
  n int not null default 0,
  duty text,
  period_from date,
  met int not null default 0,
  late int not null default 0,
  waived int not null default 0,
  constraint obligations_changes_pkey primary key (realm_id, id)
);
create index obligations_changes_path on obligations_changes (realm_id, path);

grant select, insert, update, delete on obligations_crowds, obligations_tallies, obligations_changes to tongxin_app;
alter table obligations_crowds enable row level security;
create policy obligations_crowds_reach on obligations_crowds
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table obligations_tallies enable row level security;
create policy obligations_tallies_reach on obligations_tallies
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table obligations_changes enable row level security;
create policy obligations_changes_reach on obligations_changes
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

-- A version as a row of the crowds. Who was known late owes nothing before, so that its first day matters for a year back only.
create function obligations_crowd_of(s obligations_subjects, n int)
  returns table (realm_id bigint, path text, facts text, begins date, ends date, gone date, known date, n int)
  language sql immutable
  begin atomic
    select s.realm_id, s.path,
      json_build_array(s.kind, s.line, to_json(array(select f from unnest(s.flags) f order by f)), s.sector, s.region)::text,
      greatest(obligations_month_up(s.from_on), (date_trunc('month', coalesce(s.known_on, s.from_on)) - interval '1 year')::date),
      coalesce(obligations_month_up(s.to_on), 'infinity'), coalesce(date_trunc('month', s.gone_on)::date, 'infinity'),
      coalesce(date_trunc('month', s.known_on)::date, '-infinity'), obligations_crowd_of.n;
  end;

-- How often the rule asked for it, and until when it was in time: what a record settled is taken back by the same measure.
alter table obligations_fulfilments add column times int not null default 1, add column period_to date;
