-- Every event has its place in the log: a number that the database gives, each
-- greater than the one before. Those that were recorded before there were numbers
-- get theirs by their time and, at one time, by their ids, which are of that time.
-- An event keeps what the thing that it is about was called.
ALTER TABLE events RENAME TO events_unnumbered;
--bun:split
CREATE TABLE events (
    seq       {{.Sequence}},
    id        TEXT NOT NULL UNIQUE,
    at        {{.Time}} NOT NULL,
    actor_id  TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    verb      TEXT NOT NULL,
    object    TEXT NOT NULL,
    object_id TEXT NOT NULL,
    object_ar TEXT NOT NULL DEFAULT '',
    object_en TEXT NOT NULL DEFAULT '',
    detail    {{.JSON}} NOT NULL
);
--bun:split
INSERT INTO events (id, at, actor_id, agency_id, verb, object, object_id, detail)
    SELECT id, at, actor_id, agency_id, verb, object, object_id, detail FROM events_unnumbered ORDER BY at, id;
--bun:split
DROP TABLE events_unnumbered;
--bun:split
CREATE INDEX events_at ON events (at);
--bun:split
CREATE INDEX events_agency ON events (agency_id, seq);
--bun:split
CREATE INDEX events_object ON events (object, object_id, seq);
