-- A finding that an organisation brought to its end, with the facts it had: the founding does not erase why it was.
create table coverage_closings (
  realm_id bigint not null,
  unit_id bigint not null,
  code text not null,
  closed_on date not null,
  since date not null,
  given int not null,
  body_id bigint not null,
  constraint coverage_closings_pkey primary key (realm_id, unit_id, code, closed_on),
  constraint coverage_closings_unit_fkey foreign key (realm_id, unit_id) references organisations_units (realm_id, id) on delete cascade
);
grant select, insert, update, delete on coverage_closings to tongxin_app;

-- read through the unit, as what was decided about it
alter table coverage_closings enable row level security;
create policy coverage_closings_reach on coverage_closings
  using (exists (select from organisations_units u where u.realm_id = coverage_closings.realm_id and u.id = coverage_closings.unit_id))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
