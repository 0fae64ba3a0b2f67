CREATE TABLE works (
    id           TEXT PRIMARY KEY,
    enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
    exercise_id  TEXT NOT NULL,
    state        TEXT NOT NULL,
    fields       {{.JSON}} NOT NULL,
    handed_in_at {{.Time}},
    scores       {{.JSON}} NOT NULL,
    comment      TEXT NOT NULL,
    reviewed_by  TEXT NOT NULL,
    reviewed_at  {{.Time}},
    percent      INTEGER NOT NULL,
    lowest_star  INTEGER NOT NULL,
    saved_at     {{.Time}} NOT NULL,
    revision     INTEGER NOT NULL,
    UNIQUE (enrolment_id, exercise_id)
);
--bun:split
CREATE INDEX works_waiting ON works (handed_in_at) WHERE state = 'handed-in';
--bun:split
-- An upload stands in the database, so that one backup holds everything and
-- every web process can serve it.
CREATE TABLE files (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL REFERENCES people (id),
    agency_id  TEXT NOT NULL,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,
    size       BIGINT NOT NULL,
    hash       TEXT NOT NULL,
    body       {{.Bytes}} NOT NULL,
    created_at {{.Time}} NOT NULL
);
