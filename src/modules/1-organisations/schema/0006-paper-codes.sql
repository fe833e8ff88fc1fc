-- The code on an organisation's forms is made of the last digits of its own id: found without storing it.
create index organisations_tail on organisations (realm_id, right(public_id::text, 12));
