-- The reach of the sums is read from the setting once a statement, not at each of a thousand rows: a fifth of a page.
alter policy coverage_stats_reach on coverage_stats
  using (path ^@ any ((select string_to_array(current_setting('app.reach', true), ','))::text[]));
alter policy coverage_additions_reach on coverage_additions
  using (path ^@ any ((select string_to_array(current_setting('app.reach', true), ','))::text[]));
