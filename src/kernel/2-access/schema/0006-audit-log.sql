-- The audit log is kept for years: read by time, within a kind, an account or a span of days.
drop index access_events_kind;
drop index access_events_account;
drop index access_events_at;
create index access_events_at on access_events (at desc, id desc);
create index access_events_kind on access_events (kind, at desc, id desc);
create index access_events_login on access_events (login, at desc, id desc);
create index access_events_account on access_events (account_id, kind, at desc);

-- What of it was written to the server's log: everything up to a transaction before which none is open, and some events
-- ahead of it.
alter table access_shipped add column ahead bigint[] not null default '{}';
-- What came with a restored backup was shipped where it was made; its transactions are another server's.
alter table access_shipped add column restored bigint not null default 0;

-- A thousand locks at most, however many seats an import gives.
create function access_lock(what text) returns void
  language sql volatile
  begin atomic
    select pg_advisory_xact_lock(7310005, hashtext(what) & 1023);
  end;

-- Whose account it is, is read once nobody else can change it: read before the lock, a grant and the owner's becoming
-- known at the same moment both passed.
create or replace function access_keep_apart() returns trigger language plpgsql as $$
declare
  account bigint;
  owner bytea;
  clash text;
begin
  if tg_table_name = 'access_seats' then account := new.account_id; else account := new.id; end if;
  perform pg_advisory_xact_lock_shared(7310004);
  perform access_lock('account ' || account);
  select a.identity into owner from access_accounts a where a.id = account;
  if owner is not null then perform access_lock('person ' || encode(owner, 'hex')); end if;
  clash := access_clash_of(account, owner);
  if clash is not null then
    raise exception 'one person may not hold %', clash using errcode = '23P01', constraint = 'access_seats_apart';
  end if;
  return null;
end $$;
drop function access_lock_person(bigint, bytea);
