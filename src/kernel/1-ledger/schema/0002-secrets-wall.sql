-- What an entry opens to stands behind the entry's own wall.
drop policy ledger_secrets_realm on ledger_secrets;
create policy ledger_secrets_reach on ledger_secrets
  using (exists (select from ledger_entries e where e.realm_id = ledger_secrets.realm_id and e.id = ledger_secrets.entry_id))
  with check (realm_id = nullif(current_setting('app.realm', true), '')::bigint);
