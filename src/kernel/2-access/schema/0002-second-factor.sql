-- The second step of signing in. Like accounts and sessions it is the installation's own: no realm, no reach.
alter table access_accounts
  add column seen_on date,
  -- whose account it was, once closed: the person may get another
  add column was_of uuid;

-- How a session was opened, step by step. In the stage `code` it is only the half of a sign-in: good for nothing but the code.
alter table access_sessions
  add column opened_by text[] not null default '{password}',
  add column stage text not null default 'open',
  add constraint access_sessions_stage_check check (stage in ('open', 'code'));

-- Whoever printed the slip chose that the second factors fall with the old password.
alter table access_slips add column clears_factors boolean not null default false;

-- Codes of a telephone: one that holds, and one that waits for its first code. `last_step` is never accepted again.
create table access_totp (
  id bigint generated always as identity,
  public_id uuid not null,
  account_id bigint not null,
  secret bytea not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  constraint access_totp_pkey primary key (id),
  constraint access_totp_public_id_key unique (public_id),
  constraint access_totp_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade
);
create unique index access_totp_held on access_totp (account_id) where confirmed_at is not null;
create unique index access_totp_waiting on access_totp (account_id) where confirmed_at is null;

create table access_recovery_codes (
  id bigint generated always as identity,
  account_id bigint not null,
  code_hash bytea not null,
  made_at timestamptz not null,
  used_at timestamptz,
  constraint access_recovery_codes_pkey primary key (id),
  constraint access_recovery_codes_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade
);
create unique index access_recovery_codes_hash on access_recovery_codes (account_id, code_hash);

create table access_passkeys (
  id bigint generated always as identity,
  public_id uuid not null,
  account_id bigint not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  -- the host it was made for: at another one it does not answer
  host text not null,
  name text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  constraint access_passkeys_pkey primary key (id),
  constraint access_passkeys_public_id_key unique (public_id),
  constraint access_passkeys_credential_key unique (credential_id),
  constraint access_passkeys_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade
);
create index access_passkeys_account on access_passkeys (account_id);

-- A question that waits a few minutes for its answer: used up by the first, right or wrong. `secret` is sealed.
create table access_challenges (
  id bigint generated always as identity,
  token_hash bytea not null,
  purpose text not null,
  account_id bigint,
  secret bytea,
  address text not null,
  ends_at timestamptz not null,
  constraint access_challenges_pkey primary key (id),
  constraint access_challenges_token_key unique (token_hash),
  constraint access_challenges_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade,
  constraint access_challenges_purpose_check check (purpose in ('passkey-add', 'passkey-sign-in', 'sign-on', 'sign-on-link'))
);
create index access_challenges_ends on access_challenges (ends_at);

grant select, insert, update, delete on access_totp, access_recovery_codes, access_passkeys, access_challenges to tongxin_app;
