-- Since when the system knows the organisation. What ended before is judged by nobody: a body registered today did not
-- miss the meetings of the years before. Null: from its first day on.
alter table obligations_subjects add column known_on date;
