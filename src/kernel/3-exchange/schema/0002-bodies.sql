-- What the rows of a sheet say, fifty rows sealed together: sealing and storing each by itself cost more than all else
-- that is done with it. An import that waits is read again from its file.
create table exchange_bodies (
  realm_id bigint not null,
  batch_id bigint not null,
  -- of the rows 50 × no + 1 to 50 × no + 50
  no int not null,
  path text collate "C" not null,
  body bytea not null,
  constraint exchange_bodies_pkey primary key (realm_id, batch_id, no)
);
-- random bytes: neither compressed nor cut up more than must be
alter table exchange_bodies alter column body set storage external;
grant select, insert, update, delete on exchange_bodies to tongxin_app;
alter table exchange_bodies enable row level security;
create policy exchange_bodies_reach on exchange_bodies
  using (path ^@ any (string_to_array(current_setting('app.reach', true), ',')))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

delete from exchange_rows;
update exchange_batches set state = 'failed', fault = '系统升级了，请把这个文件再导入一次。'
  where state in ('reading', 'mapping', 'checking', 'ready', 'committing');
alter table exchange_rows drop column body;
