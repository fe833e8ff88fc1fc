-- In-app notices to accounts. Three classes: must act, must know, may read.
create table notices (
  id bigint generated always as identity,
  public_id uuid not null,
  realm_id bigint not null,
  account_id bigint not null,
  class text not null,
  title text not null,
  body text not null,
  link text,
  made_at timestamptz not null,
  read_at timestamptz,
  constraint notices_pkey primary key (id),
  constraint notices_public_id_key unique (public_id),
  constraint notices_account_fkey foreign key (account_id) references access_accounts (id) on delete cascade,
  constraint notices_class_check check (class in ('act', 'know', 'read'))
);
create index notices_account on notices (account_id, id desc);
grant select, insert, update, delete on notices to tongxin_app;
