-- Who looked at whom: read by the person looked at, by the account that looked (its cap a day), and by jobs and the
-- audit, which reach everything. `app.account` and `app.persons` are set with the reach; persons is a list, because a
-- record may have been merged into another.
create index access_looks_account on access_looks (account_id, kind, at);
-- a page opened is remembered once for an account, a person and a day
create unique index access_looks_opened_key on access_looks (realm_id, account_id, ref_id, ((at at time zone 'Asia/Shanghai')::date))
  where kind = 'open';
alter table access_looks enable row level security;
create policy access_looks_read on access_looks for select
  using (realm_id = nullif(current_setting('app.realm', true), '')::bigint
    and (account_id = nullif(current_setting('app.account', true), '')::bigint
      or ref_id::text = any (string_to_array(current_setting('app.persons', true), ','))
      or current_setting('app.reach', true) = ','));
create policy access_looks_write on access_looks for insert
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

-- Which seats reach a path: the explanation asks it for one person at a time.
create index access_seats_reach on access_seats using gin (reach) with (fastupdate = off);
