-- A realm is opened in the transaction that founds its first organisation, whose settings name it: so its id is drawn before.
grant usage on sequence realms_id_seq to tongxin_app;
