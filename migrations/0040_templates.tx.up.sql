-- How an agency's certificates look. A version never changes; the newest of an
-- agency and kind is the current one. The house's own come with the program.
CREATE TABLE templates (
    agency_id TEXT NOT NULL REFERENCES agencies (id),
    kind      TEXT NOT NULL,
    version   INTEGER NOT NULL,
    design    {{.JSON}} NOT NULL,
    digest    TEXT NOT NULL,
    made_by   TEXT NOT NULL,
    made_at   {{.Time}} NOT NULL,
    PRIMARY KEY (agency_id, kind, version)
);
--bun:split
-- Logos and signatures, by the digest of their bytes.
CREATE TABLE pictures (
    hash TEXT PRIMARY KEY,
    body {{.Bytes}} NOT NULL
);
