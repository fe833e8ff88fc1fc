-- The reach of the sums is read from the setting once a statement, not at each of thousands of rows: then they are read
-- plainly, and the two functions that tested it once are not needed.
drop function obligations_tallies_below(text, text[], date, date);
drop function obligations_crowds_below(text, text[]);
alter policy obligations_crowds_reach on obligations_crowds
  using (path ^@ any ((select string_to_array(current_setting('app.reach', true), ','))::text[]));
alter policy obligations_tallies_reach on obligations_tallies
  using (path ^@ any ((select string_to_array(current_setting('app.reach', true), ','))::text[]));
