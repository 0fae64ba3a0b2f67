CREATE TABLE agencies (
    id           TEXT PRIMARY KEY,
    parent_id    TEXT NOT NULL,
    path         TEXT NOT NULL UNIQUE,
    name_ar      TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    hijri_offset INTEGER NOT NULL,
    created_at   {{.Time}} NOT NULL,
    revision     INTEGER NOT NULL
);
--bun:split
CREATE TABLE people (
    id         TEXT PRIMARY KEY,
    agency_id  TEXT NOT NULL REFERENCES agencies (id),
    department TEXT NOT NULL,
    name_ar    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    staff_no   TEXT NOT NULL,
    email      TEXT NOT NULL,
    sign_in    TEXT NOT NULL UNIQUE,
    lang       TEXT NOT NULL,
    digits     TEXT NOT NULL,
    theme      TEXT NOT NULL,
    search     TEXT NOT NULL,
    left_at    {{.Time}},
    created_at {{.Time}} NOT NULL,
    revision   INTEGER NOT NULL
);
--bun:split
CREATE UNIQUE INDEX people_staff_no ON people (agency_id, staff_no) WHERE staff_no <> '';
--bun:split
CREATE INDEX people_department ON people (agency_id, department);
--bun:split
-- Holds all that lists of people are narrowed and sorted by.
CREATE INDEX people_search ON people (agency_id, search, left_at, department, id);
--bun:split
CREATE TABLE grants (
    person_id TEXT NOT NULL REFERENCES people (id),
    role      TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agencies (id),
    given_at  {{.Time}} NOT NULL,
    given_by  TEXT NOT NULL,
    PRIMARY KEY (person_id, role, agency_id)
);
--bun:split
-- What somebody proves who they are with. Apart from people, so that no list
-- of people ever carries it.
CREATE TABLE accounts (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    password  TEXT NOT NULL,
    must_set  BOOLEAN NOT NULL,
    set_at    {{.Time}} NOT NULL
);
--bun:split
CREATE TABLE sign_ins (
    token_hash TEXT PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    person_id  TEXT NOT NULL REFERENCES people (id),
    device     TEXT NOT NULL,
    created_at {{.Time}} NOT NULL,
    seen_at    {{.Time}} NOT NULL,
    expires_at {{.Time}} NOT NULL
);
--bun:split
CREATE INDEX sign_ins_person ON sign_ins (person_id);
--bun:split
-- Failed sign-ins, by the digest of an account's name or of an address.
CREATE TABLE throttles (
    key        TEXT PRIMARY KEY,
    failures   INTEGER NOT NULL,
    blocked_at {{.Time}} NOT NULL
);
