-- Branches whose committee was registered before the engine of obligations asked: a post other than secretary and deputy.
update obligations_subjects s set flags = s.flags || array['with-committee']
  where s.to_on is null and s.kind in ('party.branch', 'league.branch') and 'with-committee' <> all (s.flags)
    and exists (select from organisations o join people_posts p on p.realm_id = o.realm_id and p.organisation_id = o.id
      where o.realm_id = s.realm_id and o.public_id = s.organisation_id and p.to_on is null
        and p.post like '%.branch.%' and p.post not like '%.secretary' and p.post not like '%.deputy-secretary');
