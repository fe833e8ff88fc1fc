-- A table that has outgrown its statistics is planned as if it were still small: a first import of thousands into a world
-- of a few would count in squares. The application owns no table, so it may not ANALYZE; the owner does it here for those
-- that grew by half since. A table somebody else is analysing is left to them: the lock is held until the transaction ends.
create function app_renew_statistics() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  outgrown regclass;
begin
  for outgrown in
    select oid::regclass from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples >= 0
      and pg_relation_size(oid) > (relpages * 1.5 + 16) * current_setting('block_size')::int
  loop
    begin
      execute format('lock table %s in share update exclusive mode nowait', outgrown);
      execute format('analyze %s', outgrown);
    exception when lock_not_available then null;
    end;
  end loop;
end $$;
revoke all on function app_renew_statistics() from public;
grant execute on function app_renew_statistics() to tongxin_app;
