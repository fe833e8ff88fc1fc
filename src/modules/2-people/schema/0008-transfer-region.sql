-- Where the sender stood on the day of sending: the rule that gave the last day is told by it ever after.
alter table people_transfers add column from_region text;
