-- In whose name a notice was told, and which of them were one telling: what an organisation's own requests cost those
-- who read them. Empty where nobody asks for anything: one's own account, the clock's reminders.
alter table notices add column from_organisation uuid;
alter table notices add column telling uuid;
create index notices_from on notices (realm_id, from_organisation, made_at) include (class, telling) where from_organisation is not null;

-- How many an organisation told in a stretch of time, and to how many readers: numbers, nothing of anybody, of the own realm only.
create function notices_told(organisation uuid, since timestamptz, until timestamptz)
  returns table (class text, notices bigint, readers bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select n.class, count(distinct n.telling), count(*) from notices n
    where n.realm_id = nullif(current_setting('app.realm', true), '')::bigint
      and n.from_organisation = organisation and n.made_at >= since and n.made_at < until
    group by n.class;
  end;
