-- recorded_at never goes backwards within a realm. Where the machine's clock did, it repeats the latest instant of the realm,
-- and this is what the clock showed; null otherwise.
alter table ledger_entries add column clock_at timestamptz;
