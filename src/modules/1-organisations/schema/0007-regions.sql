-- 行政区划代码 (six digits, as in GB/T 2260). Null: the code of the nearest superior that has one holds here too.
alter table organisations add column region text;
alter table organisations add constraint organisations_region_check check (region ~ '^[1-9][0-9]{5}$');
create index organisations_regions on organisations (realm_id, path) where region is not null;
