-- Which credit codes some unit of the realm holds: for imports, tells row ids and nothing else, so that a unit beyond
-- one's reach is noticed without being shown.
create function organisations_unit_holders(realm bigint, codes text[]) returns table (code text, id bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select u.code, u.id from organisations_units u where u.realm_id = organisations_unit_holders.realm and u.code = any (codes);
  end;
