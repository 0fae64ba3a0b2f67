-- A sign-in that has ended is kept for some days: the forms of its pages may
-- still be sent, and show by their token who wrote them.
ALTER TABLE sign_ins ADD COLUMN ended_at {{.Time}};
--bun:split
-- Forms that were sent when their writer was signed out. They wait for that person
-- alone.
CREATE TABLE kept_forms (
    id        TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    route     TEXT NOT NULL,
    path      TEXT NOT NULL,
    fields    TEXT NOT NULL,
    parts     BOOLEAN NOT NULL,
    files     BOOLEAN NOT NULL,
    kept_at   {{.Time}} NOT NULL
);
--bun:split
CREATE INDEX kept_forms_person ON kept_forms (person_id, kept_at);
