CREATE TABLE events (
    id        TEXT PRIMARY KEY,
    at        {{.Time}} NOT NULL,
    actor_id  TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    verb      TEXT NOT NULL,
    object    TEXT NOT NULL,
    object_id TEXT NOT NULL,
    detail    {{.JSON}} NOT NULL
);
--bun:split
CREATE INDEX events_at ON events (at);
--bun:split
CREATE INDEX events_agency ON events (agency_id, at);
--bun:split
CREATE INDEX events_object ON events (object, object_id);
