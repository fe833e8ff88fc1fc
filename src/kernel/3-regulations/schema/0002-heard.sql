-- What was laid down is known to whoever it binds: all below it; and to whoever reaches the one that laid it down.
drop policy regulations_settings_realm on regulations_settings;
create policy regulations_settings_heard on regulations_settings using (
  realm_id = nullif(current_setting('app.realm', true), '')::bigint
  and (app_reached(path) or ',' || current_setting('app.reach', true) like '%,' || path || '%')
);
