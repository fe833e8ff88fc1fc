-- Counted up whenever what is written down of it is overwritten; who changes it says which version was seen.
alter table organisations add column version int not null default 1;
alter table organisations_units add column version int not null default 1;
