-- A list of people between its check and its confirmation.
CREATE TABLE imports (
    id        TEXT PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agencies (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    lines     {{.JSON}} NOT NULL,
    made_at   {{.Time}} NOT NULL,
    done_at   {{.Time}},
    added     INTEGER NOT NULL
);
