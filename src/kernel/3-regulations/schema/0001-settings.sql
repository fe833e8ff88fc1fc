-- What an organisation laid down over a rule for itself and all below it, from a day on: a value of its own, or only that
-- a fact still to be checked was compared with the official text. Never edited: ended, and a successor written.
create table regulations_settings (
  realm_id bigint not null,
  id bigint generated always as identity,
  public_id uuid not null,
  organisation_id uuid not null,
  organisation_name text not null,
  path text collate "C" not null,
  rule text not null,
  -- null: the rule's own value, confirmed
  value numeric,
  document text not null,
  from_on date not null,
  to_on date,
  set_by text not null,
  set_on date not null,
  constraint regulations_settings_pkey primary key (realm_id, id),
  constraint regulations_settings_public_id_key unique (realm_id, public_id),
  constraint regulations_settings_dates_check check (to_on is null or to_on > from_on)
);
create unique index regulations_settings_open_key on regulations_settings (realm_id, organisation_id, rule) where to_on is null;
create index regulations_settings_path on regulations_settings (realm_id, path);
grant select, insert, update, delete on regulations_settings to tongxin_app;

-- Rules are common knowledge inside a realm: whoever is below has to keep to what the superior laid down.
alter table regulations_settings enable row level security;
create policy regulations_settings_realm on regulations_settings using (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
