-- Sums below the children of an organisation: the reach is tested once, of the one asked for, not at each of its rows,
-- which cost three to ten times the reading.
create function obligations_tallies_below(top text, paths text[], since date, until date)
  returns table (path text, duty text, period_from date, met int, late int, waived int)
  language sql stable security definer set search_path = public
  begin atomic
    select t.path, t.duty, t.period_from, t.met, t.late, t.waived from obligations_tallies t
    where app_reached(top) and t.realm_id = nullif(current_setting('app.realm', true), '')::bigint and t.path = any (paths)
      and t.path >= top and t.path < top || '~' and t.period_from >= since and t.period_from < until;
  end;
create function obligations_crowds_below(top text, paths text[])
  returns table (path text, facts text, begins date, ends date, gone date, known date, n int)
  language sql stable security definer set search_path = public
  begin atomic
    select c.path, c.facts, c.begins, c.ends, c.gone, c.known, c.n from obligations_crowds c
    where app_reached(top) and c.realm_id = nullif(current_setting('app.realm', true), '')::bigint and c.path = any (paths)
      and c.path >= top and c.path < top || '~';
  end;
