-- What leaves the application. The notice itself is the outbox: it is written in the act's transaction, and a job decides
-- afterwards how else it goes (`routed_at`), and in which letter (`mail_id`).
alter table notices add column routed_at timestamptz;
alter table notices add column mail_id bigint;
-- What may be told to the group of an organisation: without anybody's name, and only where the sender gave it.
alter table notices add column group_organisation uuid;
alter table notices add column group_title text;
-- notices from before are not mailed afterwards
update notices set routed_at = made_at;
create index notices_unrouted on notices (realm_id, id) where routed_at is null;
create index notices_mail on notices (realm_id, mail_id) where mail_id is not null;

-- How one person wants to be told. An address counts once its code came back; until then it is only wished.
create table notices_settings (
  realm_id bigint not null,
  account_id bigint not null,
  public_id uuid not null,
  mail bytea,
  mail_mask text,
  confirmed_at timestamptz,
  wished bytea,
  wished_mask text,
  code_hash bytea,
  code_ends_at timestamptz,
  code_tries smallint not null default 0,
  act_by text not null default 'at-once',
  know_by text not null default 'digest',
  read_by text not null default 'app',
  digest_hour smallint not null default 8,
  quiet_from smallint,
  quiet_until smallint,
  changed_at timestamptz not null,
  constraint notices_settings_pkey primary key (realm_id, account_id),
  constraint notices_settings_public_id_key unique (public_id),
  constraint notices_settings_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade,
  constraint notices_settings_by_check check (act_by in ('app', 'digest', 'at-once') and know_by in ('app', 'digest', 'at-once')
    and read_by in ('app', 'digest', 'at-once')),
  constraint notices_settings_hours_check check (digest_hour between 0 and 23 and quiet_from between 0 and 23
    and quiet_until between 0 and 23 and (quiet_from is null) = (quiet_until is null))
);

-- Letters, waiting and gone: the queue and the send log are one table. `secret` is what the letter needs and nobody may
-- read (an address to be confirmed, its code); it goes when the letter is over.
create table notices_mails (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  account_id bigint not null,
  kind text not null,
  to_mask text not null,
  secret bytea,
  state text not null default 'waiting',
  made_at timestamptz not null,
  due_at timestamptz not null,
  tries smallint not null default 0,
  ended_at timestamptz,
  fault text,
  answer text,
  constraint notices_mails_pkey primary key (realm_id, id),
  constraint notices_mails_public_id_key unique (public_id),
  constraint notices_mails_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade,
  constraint notices_mails_kind_check check (kind in ('notice', 'digest', 'code', 'test')),
  constraint notices_mails_state_check check (state in ('waiting', 'sending', 'sent', 'given-up', 'dropped'))
);
create index notices_mails_due on notices_mails (due_at) where state in ('waiting', 'sending');
create index notices_mails_account on notices_mails (realm_id, account_id, id desc);

-- Where an organisation's group hears of its work. The address of a robot carries its key, so it is sealed whole.
create table notices_hooks (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  organisation_name text not null,
  path text collate "C" not null,
  format text not null,
  host text not null,
  address bytea not null,
  secret bytea,
  made_at timestamptz not null,
  made_by text not null,
  ended_at timestamptz,
  constraint notices_hooks_pkey primary key (realm_id, id),
  constraint notices_hooks_public_id_key unique (public_id),
  constraint notices_hooks_format_check check (format in ('generic', 'wecom', 'dingtalk', 'feishu'))
);
create index notices_hooks_organisation on notices_hooks (realm_id, organisation_id) where ended_at is null;
create index notices_hooks_path on notices_hooks (path);

create table notices_deliveries (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  hook_id bigint not null,
  path text collate "C" not null,
  kind text not null,
  items jsonb not null default '[]',
  state text not null default 'waiting',
  made_at timestamptz not null,
  due_at timestamptz not null,
  tries smallint not null default 0,
  ended_at timestamptz,
  fault text,
  answer text,
  constraint notices_deliveries_pkey primary key (realm_id, id),
  constraint notices_deliveries_public_id_key unique (public_id),
  constraint notices_deliveries_hook_fkey foreign key (realm_id, hook_id) references notices_hooks (realm_id, id) on delete cascade,
  constraint notices_deliveries_kind_check check (kind in ('notice', 'test')),
  constraint notices_deliveries_state_check check (state in ('waiting', 'sending', 'sent', 'given-up', 'dropped'))
);
create index notices_deliveries_due on notices_deliveries (due_at) where state in ('waiting', 'sending');
create index notices_deliveries_hook on notices_deliveries (realm_id, hook_id, id desc);

-- The secret address of one's calendar: only the hash of its token is kept.
create table notices_calendars (
  realm_id bigint not null,
  account_id bigint not null,
  token_hash bytea not null,
  made_at timestamptz not null,
  read_at timestamptz,
  reads int not null default 0,
  window_at timestamptz,
  constraint notices_calendars_pkey primary key (realm_id, account_id),
  constraint notices_calendars_token_key unique (token_hash),
  constraint notices_calendars_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade
);

grant select, insert, update, delete on notices_settings, notices_mails, notices_hooks, notices_deliveries, notices_calendars to tongxin_app;

-- One's own, or a job that reaches everything of the realm.
alter table notices_settings enable row level security;
create policy notices_settings_own on notices_settings using (account_id = nullif(current_setting('app.account', true), '')::bigint);
-- an account may be told of something in another realm
create policy notices_settings_jobs on notices_settings using (current_setting('app.reach', true) = ',');
alter table notices_mails enable row level security;
create policy notices_mails_own on notices_mails using (account_id = nullif(current_setting('app.account', true), '')::bigint);
create policy notices_mails_jobs on notices_mails
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint and current_setting('app.reach', true) = ',');
alter table notices_calendars enable row level security;
create policy notices_calendars_own on notices_calendars using (account_id = nullif(current_setting('app.account', true), '')::bigint);
create policy notices_calendars_jobs on notices_calendars
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint and current_setting('app.reach', true) = ',');
alter table notices_hooks enable row level security;
create policy notices_hooks_reach on notices_hooks using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table notices_deliveries enable row level security;
create policy notices_deliveries_reach on notices_deliveries using (app_reached(path))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

-- Which realms have something to decide or to send: ids and nothing else.
create function notices_waiting(at timestamptz) returns setof bigint
  language sql stable security definer set search_path = public
  begin atomic
    select distinct n.realm_id from notices n where n.routed_at is null
    union select distinct m.realm_id from notices_mails m where m.state in ('waiting', 'sending') and m.due_at <= at
    union select distinct d.realm_id from notices_deliveries d where d.state in ('waiting', 'sending') and d.due_at <= at;
  end;

-- Whose calendar an address opens; counts how often it was asked within the hour.
create function notices_open_calendar(hash bytea, at timestamptz) returns table (account_id bigint, reads int)
  language sql volatile security definer set search_path = public
  begin atomic
    update notices_calendars c set read_at = at,
      reads = case when c.window_at > at - interval '1 hour' and c.window_at <= at then c.reads + 1 else 1 end,
      window_at = case when c.window_at > at - interval '1 hour' and c.window_at <= at then c.window_at else at end
    where c.token_hash = hash returning c.account_id, c.reads;
  end;

-- How sending goes, for the administrator: numbers, nothing of anybody.
create function notices_outward(at timestamptz) returns table (channel text, waiting bigint, late bigint, sent bigint, given_up bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select 'mail', count(*) filter (where state in ('waiting', 'sending')),
      count(*) filter (where state in ('waiting', 'sending') and due_at < at - interval '10 minutes'),
      count(*) filter (where state = 'sent' and ended_at > at - interval '7 days'),
      count(*) filter (where state = 'given-up' and ended_at > at - interval '7 days') from notices_mails
    union all
    select 'hook', count(*) filter (where state in ('waiting', 'sending')),
      count(*) filter (where state in ('waiting', 'sending') and due_at < at - interval '10 minutes'),
      count(*) filter (where state = 'sent' and ended_at > at - interval '7 days'),
      count(*) filter (where state = 'given-up' and ended_at > at - interval '7 days') from notices_deliveries;
  end;

-- The send log is kept for half a year.
create function notices_forget(before timestamptz) returns void
  language sql volatile security definer set search_path = public
  begin atomic
    delete from notices_mails where ended_at < before;
    delete from notices_deliveries where ended_at < before;
  end;
