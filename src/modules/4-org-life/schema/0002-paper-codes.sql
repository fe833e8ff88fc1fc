-- The code on a form is made of the last digits of the meeting's own id (print/rules.ts): found without storing it.
create index org_life_meetings_tail on org_life_meetings (realm_id, right(public_id::text, 12));
