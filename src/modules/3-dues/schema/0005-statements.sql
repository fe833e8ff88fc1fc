-- Statements of a bank or a payment platform. The file itself goes when it has been read; what is kept of a line is what
-- names its payer. The number of an account is not kept, only its end.
create table dues_statements (
  realm_id bigint not null,
  public_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  account_id bigint not null,
  file_name text not null,
  state text not null,
  fault text,
  outgoing int not null default 0,
  known int not null default 0,
  unread int[] not null default '{}',
  made_at timestamptz not null,
  constraint dues_statements_pkey primary key (realm_id, public_id),
  constraint dues_statements_state_check check (state in ('reading', 'ready', 'failed', 'done'))
);
create index dues_statements_organisation on dues_statements (realm_id, organisation_id, made_at);
create index dues_statements_path on dues_statements (path);

-- One line that came in. Its id is made of what it says (organisation, moment, sum, counterparty, serial), so that the
-- same line in another file is the same row. `receipt_id`: what was written down for it; only such lines outlive their statement.
create table dues_statement_lines (
  realm_id bigint not null,
  id uuid not null,
  statement_id uuid not null,
  organisation_id uuid not null,
  path text collate "C" not null,
  row int not null,
  paid_on date not null,
  fen bigint not null,
  name text not null,
  tail text not null,
  remark text not null,
  part text not null,
  reason text not null,
  facts jsonb not null,
  choices jsonb not null,
  person_id uuid,
  receipt_id uuid,
  constraint dues_statement_lines_pkey primary key (realm_id, id),
  constraint dues_statement_lines_statement_fkey foreign key (realm_id, statement_id) references dues_statements (realm_id, public_id),
  constraint dues_statement_lines_fen_check check (fen > 0)
);
create index dues_statement_lines_statement on dues_statement_lines (realm_id, statement_id, part, row);
create index dues_statement_lines_receipt on dues_statement_lines (realm_id, receipt_id) where receipt_id is not null;
create index dues_statement_lines_path on dues_statement_lines (path);

grant select, insert, update, delete on dues_statements, dues_statement_lines to tongxin_app;

alter table dues_statements enable row level security;
create policy dues_statements_reach on dues_statements
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table dues_statement_lines enable row level security;
create policy dues_statement_lines_reach on dues_statement_lines
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);

-- Equal terms (line, kind of payer, base) have equal marks, made with a key outside the database: a month of a whole realm
-- is reckoned once for each of them. Rows from before have none and are reckoned one by one.
alter table dues_worksheets add column terms uuid;
