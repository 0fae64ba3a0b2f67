-- Work on many certificates at once. A worker does it in steps, and every item
-- says whether it is done: whoever goes on, goes on from there.
CREATE TABLE batches (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    same     TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    filter   {{.JSON}} NOT NULL,
    total    INTEGER NOT NULL,
    done     INTEGER NOT NULL,
    failed   INTEGER NOT NULL,
    bytes    BIGINT NOT NULL,
    made_of  TEXT NOT NULL,
    why      TEXT NOT NULL,
    made_at  {{.Time}} NOT NULL,
    ended_at {{.Time}}
);
--bun:split
-- Asked for twice, it is there once as long as it is under way.
CREATE UNIQUE INDEX batches_once ON batches (same) WHERE ended_at IS NULL;
--bun:split
CREATE TABLE batch_items (
    batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    about    TEXT NOT NULL,
    state    TEXT NOT NULL,
    why      TEXT NOT NULL,
    size     BIGINT NOT NULL,
    crc      BIGINT NOT NULL,
    PRIMARY KEY (batch_id, place)
);
--bun:split
CREATE INDEX batch_items_waiting ON batch_items (batch_id, place) WHERE state = 'waiting';
--bun:split
-- Whose people are in a batch: who may not see all of them may not see it.
CREATE TABLE batch_agencies (
    batch_id  TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    agency_id TEXT NOT NULL,
    PRIMARY KEY (batch_id, agency_id)
);
--bun:split
-- Holds all that the list of certificates counts and picks by.
CREATE INDEX certificates_listed ON certificates
    (agency_id, issued_at, number, course_id, kind, superseded_by, revoked_at, expires_at, enrolment_id, id);
--bun:split
DROP INDEX certificates_agency;
