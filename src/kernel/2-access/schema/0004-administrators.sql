-- How large the installation is (profile.ts) and whether the three administrators are kept apart by the seats' trigger.
create table access_installation (
  id int not null default 1,
  profile text not null,
  apart boolean not null,
  changed_at timestamptz not null,
  constraint access_installation_pkey primary key (id),
  constraint access_installation_single check (id = 1),
  constraint access_installation_profile_check check (profile in ('one-branch', 'committee', 'region'))
);
insert into access_installation (profile, apart, changed_at) values ('one-branch', false, now());
grant select, update on access_installation to tongxin_app;

-- Keyed hash of the owner's ID number where it is known: two accounts of one person are one person.
alter table access_accounts add column identity bytea;
create index access_accounts_identity on access_accounts (identity) where identity is not null;

-- An emergency seat ends by the clock, not by the day.
alter table access_seats add column until timestamptz;
alter table access_seats add constraint access_seats_until_check check ((post = 'system.emergency') = (until is not null));

-- Whoever looks around in the sample world runs that world, not the installation.
update access_seats s set post = 'system.sample-administrator'
  from realms r where r.id = s.realm_id and r.kind = 'sample' and s.post = 'system.administrator';

-- What waits for a second person: an administrator's seat given or ended, a lower profile, an emergency seat.
create table access_proposals (
  id bigint generated always as identity,
  public_id uuid not null,
  kind text not null,
  account_id bigint,
  post text,
  seat_id uuid,
  profile text,
  realm_id bigint,
  organisation_id uuid,
  organisation_name text,
  reason text not null,
  proposed_by bigint not null,
  proposer text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  outcome text,
  answered_by bigint,
  answerer text,
  answered_at timestamptz,
  constraint access_proposals_pkey primary key (id),
  constraint access_proposals_public_id_key unique (public_id),
  constraint access_proposals_kind_check check (kind in ('seat', 'unseat', 'lower', 'emergency')),
  constraint access_proposals_outcome_check check (outcome in ('confirmed', 'alone', 'declined', 'withdrawn')),
  constraint access_proposals_second_person check (outcome <> 'confirmed' or answered_by <> proposed_by)
);
create index access_proposals_seat on access_proposals (seat_id) where seat_id is not null;
grant select, insert, update on access_proposals to tongxin_app;

-- An emergency seat: who holds it, who opened it, over what, why, until when.
create table access_emergencies (
  id bigint generated always as identity,
  public_id uuid not null,
  seat_id uuid not null,
  account_id bigint not null,
  holder text not null,
  second text,
  realm_id bigint not null,
  organisation_id uuid not null,
  organisation_name text not null,
  reason text not null,
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  constraint access_emergencies_pkey primary key (id),
  constraint access_emergencies_public_id_key unique (public_id),
  constraint access_emergencies_hour check (ends_at <= opened_at + interval '1 hour')
);
grant select, insert, update on access_emergencies to tongxin_app;

-- The audit log: who came in or was refused, looked, exported, granted. The application may only add to it and read it.
-- `tx` lets the shipper wait until every transaction before it has ended; ids are taken before the commit.
create table access_events (
  id bigint generated always as identity,
  public_id uuid not null default app_uuidv7(),
  at timestamptz not null,
  kind text not null,
  account_id bigint,
  login text,
  doer text not null,
  realm_id bigint,
  organisation text,
  permission text,
  detail text not null default '',
  amount int,
  address text,
  act_id uuid,
  tx xid8 not null default pg_current_xact_id(),
  constraint access_events_pkey primary key (id)
);
create index access_events_kind on access_events (kind, id desc);
create index access_events_account on access_events (account_id, id desc);
create index access_events_at on access_events (at);
create index access_events_tx on access_events (tx, id);
grant select, insert on access_events to tongxin_app;

-- Up to where the audit log was written to the server's log.
create table access_shipped (
  id int not null default 1,
  tx xid8 not null,
  event_id bigint not null,
  constraint access_shipped_pkey primary key (id),
  constraint access_shipped_single check (id = 1)
);
insert into access_shipped (tx, event_id) values ('0', 0);
grant select, update on access_shipped to tongxin_app;

-- What was looked at before there was this log.
insert into access_events (at, kind, account_id, doer, realm_id, detail, amount)
  select at, kind, account_id, doer, realm_id, split_part(detail, '：', 1), count(*)
  from access_looks group by realm_id, account_id, doer, kind, detail, at order by at;

-- Two posts that one person may not hold together: two of the three administrators; security or audit and any other post;
-- system and any other post where the profile keeps them apart. Article: GB/T 22239 (三员 may not be combined).
create function access_posts_apart(a text, b text, apart boolean) returns boolean
  language sql immutable parallel safe
  return case
    when a = b or 'system.emergency' in (a, b) then false
    when a in ('system.security', 'system.audit') or b in ('system.security', 'system.audit') then true
    when 'system.administrator' in (a, b) then apart
    else false
  end;

-- A thousand locks at most, however many seats an import gives.
create function access_lock_person(account bigint, identity bytea) returns void
  language sql volatile
  begin atomic
    select pg_advisory_xact_lock_shared(7310004);
    select pg_advisory_xact_lock(7310005, hashtext('account ' || account) & 1023);
    select pg_advisory_xact_lock(7310005, hashtext('person ' || encode(identity, 'hex')) & 1023) where identity is not null;
  end;

-- Answers what the seats of one account, or of one person's accounts, hold that may not be held together.
create function access_clash_of(account bigint, identity bytea) returns text
  language sql volatile
  begin atomic
    with held as (
      select t.id, t.post, t.starts, t.ends from access_seats t
        join access_accounts a on a.id = t.account_id
        join realms r on r.id = t.realm_id
      where (t.account_id = access_clash_of.account or a.identity = access_clash_of.identity)
        and a.state <> 'closed' and r.kind <> 'sample'
    )
    select one.post || ' ' || other.post from held one join held other on one.id < other.id
      and one.starts < coalesce(other.ends, 'infinity') and other.starts < coalesce(one.ends, 'infinity')
      and access_posts_apart(one.post, other.post, (select i.apart from access_installation i))
    limit 1;
  end;

-- After the row is written, under the person's lock: of two grants at once the second sees the first.
create function access_keep_apart() returns trigger language plpgsql as $$
declare
  who record;
  clash text;
begin
  if tg_table_name = 'access_seats' then
    select a.id, a.identity into who from access_accounts a where a.id = new.account_id;
  else
    select new.id, new.identity into who;
  end if;
  perform access_lock_person(who.id, who.identity);
  clash := access_clash_of(who.id, who.identity);
  if clash is not null then
    raise exception 'one person may not hold %', clash using errcode = '23P01', constraint = 'access_seats_apart';
  end if;
  return null;
end $$;

create trigger access_seats_apart after insert or update of post, account_id on access_seats
  for each row execute function access_keep_apart();
create trigger access_accounts_apart after update of identity, state on access_accounts
  for each row when (new.identity is distinct from old.identity or (old.state = 'closed' and new.state <> 'closed'))
  execute function access_keep_apart();
