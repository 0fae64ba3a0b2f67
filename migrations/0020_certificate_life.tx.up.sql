-- When a person approved the spelling of their name, as certificates print it.
ALTER TABLE people ADD COLUMN name_approved_at {{.Time}};
--bun:split
CREATE INDEX certificates_expiring ON certificates (expires_at) WHERE expires_at IS NOT NULL;
