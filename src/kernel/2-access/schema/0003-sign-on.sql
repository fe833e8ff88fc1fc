-- An account and the subject of the unit's own sign-on (issuer and subject together are who it is; never a name or a telephone).
create table access_sign_ons (
  id bigint generated always as identity,
  account_id bigint not null,
  issuer text not null,
  subject text not null,
  label text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  constraint access_sign_ons_pkey primary key (id),
  constraint access_sign_ons_subject_key unique (issuer, subject),
  constraint access_sign_ons_account_key unique (account_id, issuer),
  constraint access_sign_ons_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade
);
grant select, insert, update, delete on access_sign_ons to tongxin_app;
