-- Training records as they were handed out, each verified by its own code.
CREATE TABLE transcripts (
    code      TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    agency_id TEXT NOT NULL,
    contents  {{.JSON}} NOT NULL,
    hash      TEXT NOT NULL,
    made_at   {{.Time}} NOT NULL
);
--bun:split
-- What was handed out already keeps its code.
CREATE UNIQUE INDEX transcripts_person ON transcripts (person_id, hash);
