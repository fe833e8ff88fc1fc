-- The organisations told of before there were sums: all facts are told by now, those of committees by the migration before.
update obligations_subjects s set gone_on = s.to_on where s.to_on is not null
  and not exists (select from obligations_subjects n where n.realm_id = s.realm_id and n.organisation_id = s.organisation_id and n.from_on > s.from_on);
insert into obligations_changes (realm_id, path, facts, begins, ends, gone, known, n)
  select c.* from obligations_subjects s cross join lateral obligations_crowd_of(s, 1) c;
