-- What is forgotten in time is found by its time.
CREATE INDEX sign_ins_expiring ON sign_ins (expires_at);
--bun:split
CREATE INDEX throttles_blocked ON throttles (blocked_at);
--bun:split
CREATE INDEX known_devices_seen ON known_devices (seen_at);
--bun:split
CREATE INDEX kept_forms_kept ON kept_forms (kept_at);
--bun:split
CREATE INDEX imports_made ON imports (made_at);
