CREATE TABLE runs (
    id         TEXT PRIMARY KEY,
    course_id  TEXT NOT NULL,
    version    TEXT NOT NULL,
    agency_id  TEXT NOT NULL REFERENCES agencies (id),
    place      TEXT NOT NULL,
    seats      INTEGER NOT NULL,
    starts_on  {{.Time}} NOT NULL,
    ends_on    {{.Time}} NOT NULL,
    cancelled  BOOLEAN NOT NULL,
    created_at {{.Time}} NOT NULL,
    revision   INTEGER NOT NULL
);
--bun:split
CREATE INDEX runs_agency ON runs (agency_id, starts_on);
--bun:split
-- One host runs a course once at a time in a place, however often it is asked to.
CREATE UNIQUE INDEX runs_once ON runs (course_id, agency_id, starts_on, place) WHERE NOT cancelled;
--bun:split
CREATE TABLE trainers (
    run_id    TEXT NOT NULL REFERENCES runs (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (run_id, person_id)
);
--bun:split
CREATE INDEX trainers_person ON trainers (person_id);
--bun:split
CREATE TABLE slots (
    run_id     TEXT NOT NULL REFERENCES runs (id),
    session_id TEXT NOT NULL,
    starts_at  {{.Time}} NOT NULL,
    minutes    INTEGER NOT NULL,
    place      TEXT NOT NULL,
    PRIMARY KEY (run_id, session_id)
);
--bun:split
CREATE INDEX slots_starts ON slots (starts_at);
