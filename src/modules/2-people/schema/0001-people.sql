-- Persons. ID number, phones and address are sealed by the application; masks are what lists show; hashes find equals.
create table people_persons (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  name text collate "C" not null,
  name_key text collate "C" not null,
  initials text collate "C" not null,
  sex text,
  born date,
  nation text,
  education text,
  category text,
  job text,
  id_number bytea,
  id_hash bytea,
  id_mask text,
  phone bytea,
  phone_hash bytea,
  phone_tail bytea,
  phone_mask text,
  address bytea,
  guardian text,
  guardian_phone bytea,
  guardian_mask text,
  lost_since date,
  floating_since date,
  floating_to text,
  -- where the person stands now: paths of open memberships and posts, kept by the actions
  paths text[] not null default '{}',
  merged_into bigint,
  version int not null default 1,
  batch_id bigint,
  constraint people_persons_pkey primary key (realm_id, id),
  constraint people_persons_public_id_key unique (realm_id, public_id),
  constraint people_persons_sex_check check (sex in ('男', '女'))
);
create unique index people_persons_id_hash_key on people_persons (realm_id, id_hash) where id_hash is not null and merged_into is null;
create index people_persons_phone_tail on people_persons (phone_tail) where phone_tail is not null;
create index people_persons_phone_hash on people_persons (realm_id, phone_hash) where phone_hash is not null;
create index people_persons_name on people_persons (name, id);
create index people_persons_unproved on people_persons (realm_id, name) where id_hash is null and merged_into is null;
create index people_persons_key on people_persons (name_key, id);
create index people_persons_initials on people_persons (initials, id);
create index people_persons_batch on people_persons (realm_id, batch_id) where batch_id is not null;

-- A membership in one line. The ancestors at depth 1 to 4 make a page at any level one index walk.
create table people_memberships (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  person_id bigint not null,
  organisation_id bigint not null,
  line text not null,
  status text not null,
  status_on date,
  joined_on date,
  full_on date,
  from_on date not null,
  to_on date,
  end_reason text,
  path text collate "C" not null,
  a1 bigint not null,
  a2 bigint,
  a3 bigint,
  a4 bigint,
  name text not null,
  name_key text collate "C" not null,
  batch_id bigint,
  constraint people_memberships_pkey primary key (realm_id, id),
  constraint people_memberships_public_id_key unique (realm_id, public_id),
  constraint people_memberships_person_fkey foreign key (realm_id, person_id) references people_persons (realm_id, id) on delete cascade,
  constraint people_memberships_dates_check check (to_on is null or to_on >= from_on)
);
-- exactly one responsible organisation per line
create unique index people_memberships_open_key on people_memberships (realm_id, person_id, line) where to_on is null;
create index people_memberships_organisation on people_memberships (organisation_id, name_key, id) where to_on is null;
create index people_memberships_a1 on people_memberships (a1, name_key, id) where to_on is null;
create index people_memberships_a2 on people_memberships (a2, name_key, id) where to_on is null;
create index people_memberships_a3 on people_memberships (a3, name_key, id) where to_on is null;
create index people_memberships_a4 on people_memberships (a4, name_key, id) where to_on is null;
create index people_memberships_path on people_memberships (path);
create index people_memberships_person on people_memberships (realm_id, person_id);
create index people_memberships_batch on people_memberships (realm_id, batch_id) where batch_id is not null;

-- 入党申请人 … 正式党员: which status since when
create table people_statuses (
  realm_id bigint not null,
  id bigint generated always as identity,
  membership_id bigint not null,
  status text not null,
  since date not null,
  constraint people_statuses_pkey primary key (realm_id, id),
  constraint people_statuses_membership_fkey foreign key (realm_id, membership_id) references people_memberships (realm_id, id) on delete cascade
);
create index people_statuses_membership on people_statuses (realm_id, membership_id, since);

create table people_posts (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  person_id bigint not null,
  organisation_id bigint not null,
  post text not null,
  from_on date not null,
  to_on date,
  path text collate "C" not null,
  batch_id bigint,
  constraint people_posts_pkey primary key (realm_id, id),
  constraint people_posts_public_id_key unique (realm_id, public_id),
  constraint people_posts_person_fkey foreign key (realm_id, person_id) references people_persons (realm_id, id) on delete cascade,
  constraint people_posts_dates_check check (to_on is null or to_on >= from_on)
);
create unique index people_posts_open_key on people_posts (realm_id, person_id, organisation_id, post) where to_on is null;
create index people_posts_organisation on people_posts (realm_id, organisation_id) where to_on is null;
create index people_posts_path on people_posts (path);
create index people_posts_person on people_posts (realm_id, person_id);

grant select, insert, update, delete on people_persons, people_memberships, people_statuses, people_posts to tongxin_app;

alter table people_persons enable row level security;
create policy people_persons_reach on people_persons
  using (app_within(paths, current_setting('app.reach', true)))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table people_memberships enable row level security;
create policy people_memberships_reach on people_memberships
  using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table people_statuses enable row level security;
create policy people_statuses_realm on people_statuses using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table people_posts enable row level security;
create policy people_posts_reach on people_posts
  using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

-- Whether an ID number is already held somewhere in the realm: tells the person's row id and nothing else, so that a
-- duplicate beyond one's reach is noticed without being shown.
create function people_holder(realm bigint, hash bytea) returns bigint
  language sql stable security definer set search_path = public
  begin atomic
    select p.id from people_persons p where p.realm_id = realm and p.id_hash = hash and p.merged_into is null;
  end;
