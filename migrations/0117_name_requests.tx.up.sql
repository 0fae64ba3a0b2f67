-- How somebody asked for their name to be spelt. It stands until their name is
-- another, or they approve it as it is.
CREATE TABLE name_requests (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    spelling  TEXT NOT NULL,
    asked_at  {{.Time}} NOT NULL
);
