-- 民主评议 step by step: written self-appraisal and opinions, ballots, proposed grades, the superior's approval, corrections.
alter table org_life_appraisals
  add column state text not null default 'counting',
  -- how members tell each other their opinion: named, or by slips without a name
  add column way text not null default 'named',
  add column begun_on date,
  -- who proposed the grades: the committee or the members' meeting
  add column decided_by text,
  add column decided_on date,
  add column finished_by bigint,
  add column submitted_on date,
  add column approved_by text,
  add column approved_how text,
  add column approval_document text,
  add column returned_reason text,
  add column revision int not null default 1,
  alter column held_on drop not null,
  alter column ballots set default 0;
update org_life_appraisals set begun_on = held_on,
  state = case when registered_on is not null then 'registered' when finished_on is not null then 'finished' else 'counting' end;
alter table org_life_appraisals
  alter column begun_on set not null,
  add constraint org_life_appraisals_held_check check (state = 'writing' or held_on is not null);
create index org_life_appraisals_submitted on org_life_appraisals (realm_id, path) where state = 'submitted';

alter table org_life_appraised
  -- sealed: oneself, the own branch's secretary and nobody else
  add column self_text bytea,
  add column self_on date,
  add column self_how text,
  -- the day the own slips were handed in; which they are is kept nowhere
  add column slips_on date;

-- What one member says of another. A slip has no author; its id is random, so that it tells no order.
create table org_life_opinions (
  realm_id bigint not null,
  public_id uuid not null,
  appraisal_id bigint not null,
  path text collate "C" not null,
  about_id uuid not null,
  author_id uuid,
  author_name text,
  opinion bytea not null,
  on_paper boolean not null default false,
  constraint org_life_opinions_pkey primary key (realm_id, public_id),
  constraint org_life_opinions_about_check check (about_id <> author_id),
  constraint org_life_opinions_appraisal_fkey foreign key (realm_id, appraisal_id) references org_life_appraisals (realm_id, id) on delete cascade
);
create unique index org_life_opinions_author_key on org_life_opinions (realm_id, appraisal_id, about_id, author_id) where author_id is not null;
create index org_life_opinions_about on org_life_opinions (realm_id, about_id);
create index org_life_opinions_path on org_life_opinions (path);

-- What a finished appraisal said before it was corrected.
create table org_life_appraisal_revisions (
  realm_id bigint not null,
  id bigint generated always as identity,
  appraisal_id bigint not null,
  path text collate "C" not null,
  revision int not null,
  reason text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  content jsonb not null,
  constraint org_life_appraisal_revisions_pkey primary key (realm_id, id),
  constraint org_life_appraisal_revisions_key unique (realm_id, appraisal_id, revision),
  constraint org_life_appraisal_revisions_fkey foreign key (realm_id, appraisal_id) references org_life_appraisals (realm_id, id) on delete cascade
);
create index org_life_appraisal_revisions_path on org_life_appraisal_revisions (path);

grant select, insert, update, delete on org_life_opinions, org_life_appraisal_revisions to tongxin_app;
alter table org_life_opinions enable row level security;
create policy org_life_opinions_reach on org_life_opinions
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
alter table org_life_appraisal_revisions enable row level security;
create policy org_life_appraisal_revisions_reach on org_life_appraisal_revisions
  using (app_reached(path)) with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
