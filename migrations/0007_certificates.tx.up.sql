CREATE TABLE certificates (
    id            TEXT PRIMARY KEY,
    number        BIGINT NOT NULL UNIQUE,
    serial        TEXT NOT NULL UNIQUE,
    code          TEXT NOT NULL UNIQUE,
    enrolment_id  TEXT NOT NULL REFERENCES enrolments (id),
    person_id     TEXT NOT NULL REFERENCES people (id),
    agency_id     TEXT NOT NULL,
    course_id     TEXT NOT NULL,
    kind          TEXT NOT NULL,
    record        {{.JSON}} NOT NULL,
    hash          TEXT NOT NULL,
    issued_at     {{.Time}} NOT NULL,
    expires_at    {{.Time}},
    superseded_by TEXT NOT NULL,
    revoked_by    TEXT NOT NULL,
    revoked_at    {{.Time}},
    revoked_why   TEXT NOT NULL
);
--bun:split
-- One certificate a completion: whoever issues a second finds the first.
CREATE UNIQUE INDEX certificates_enrolment ON certificates (enrolment_id, kind) WHERE superseded_by = '';
--bun:split
CREATE INDEX certificates_person ON certificates (person_id);
--bun:split
CREATE INDEX certificates_agency ON certificates (agency_id, issued_at);
--bun:split
-- The end of the chain of certificates, and other counts without gaps.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL,
    hash  TEXT NOT NULL
);
