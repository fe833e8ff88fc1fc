-- Accounts, seats and sessions are the installation's own: an account may hold seats in several realms.
create table access_accounts (
  id bigint generated always as identity,
  public_id uuid not null,
  login text not null,
  name text not null,
  password text,
  realm_id bigint not null,
  person_id uuid,
  state text not null,
  made_at timestamptz not null,
  password_at timestamptz,
  constraint access_accounts_pkey primary key (id),
  constraint access_accounts_public_id_key unique (public_id),
  constraint access_accounts_login_key unique (login),
  constraint access_accounts_state_check check (state in ('invited', 'active', 'closed'))
);
create unique index access_accounts_person_key on access_accounts (realm_id, person_id) where person_id is not null;

-- A seat is one post held by one account; reach are the path prefixes it acts over. Paths are opaque text here.
create table access_seats (
  id bigint generated always as identity,
  public_id uuid not null,
  realm_id bigint not null,
  account_id bigint not null,
  post text not null,
  organisation_id uuid not null,
  organisation_name text not null,
  path text collate "C" not null,
  reach text[] not null,
  starts date not null,
  ends date,
  constraint access_seats_pkey primary key (id),
  constraint access_seats_public_id_key unique (public_id),
  constraint access_seats_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade
);
create index access_seats_account on access_seats (account_id);
create index access_seats_organisation on access_seats (realm_id, organisation_id);

create table access_sessions (
  id bigint generated always as identity,
  public_id uuid not null,
  account_id bigint not null,
  token_hash bytea not null,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  address text not null,
  agent text not null,
  constraint access_sessions_pkey primary key (id),
  constraint access_sessions_public_id_key unique (public_id),
  constraint access_sessions_token_key unique (token_hash),
  constraint access_sessions_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade
);
create index access_sessions_account on access_sessions (account_id);

-- One-time slips and links: the first administrator's, activations, resets.
create table access_slips (
  id bigint generated always as identity,
  token_hash bytea not null,
  purpose text not null,
  account_id bigint,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  constraint access_slips_pkey primary key (id),
  constraint access_slips_token_key unique (token_hash),
  constraint access_slips_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade,
  constraint access_slips_purpose_check check (purpose in ('first-administrator', 'activation', 'reset'))
);

-- Failed guesses, counted over all server processes.
create table access_guesses (
  id bigint generated always as identity,
  about text not null,
  at timestamptz not null,
  constraint access_guesses_pkey primary key (id)
);
create index access_guesses_about on access_guesses (about, at);

-- Who saw what of whom: unmasking and exports; refused requests too.
create table access_looks (
  id bigint generated always as identity,
  realm_id bigint not null,
  account_id bigint not null,
  doer text not null,
  kind text not null,
  ref_id uuid,
  detail text not null,
  at timestamptz not null,
  constraint access_looks_pkey primary key (id)
);
create index access_looks_ref on access_looks (realm_id, ref_id, at desc);

grant select, insert, update, delete on access_accounts, access_seats, access_sessions, access_slips, access_guesses to tongxin_app;
grant select, insert on access_looks to tongxin_app;
