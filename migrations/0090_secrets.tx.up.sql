-- Random texts of the house that are made once, by name: "keep" is what the
-- keys are derived from under which a browser seals what its person writes.
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
