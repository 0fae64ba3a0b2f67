-- What programs prove with that they act for a person. Of each only a digest
-- is kept.
CREATE TABLE api_tokens (
    id         TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    person_id  TEXT NOT NULL REFERENCES people (id),
    name       TEXT NOT NULL,
    made_at    {{.Time}} NOT NULL,
    expires_at {{.Time}} NOT NULL
);
--bun:split
CREATE INDEX api_tokens_person ON api_tokens (person_id);
