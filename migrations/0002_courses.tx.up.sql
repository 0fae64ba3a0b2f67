-- A course version is one document, never changed once published.
CREATE TABLE course_versions (
    course_id    TEXT NOT NULL,
    version      TEXT NOT NULL,
    body         {{.JSON}} NOT NULL,
    published_at {{.Time}} NOT NULL,
    published_by TEXT NOT NULL,
    PRIMARY KEY (course_id, version)
);
--bun:split
CREATE TABLE courses (
    id       TEXT PRIMARY KEY,
    version  TEXT NOT NULL,
    shipped  TEXT NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    kind     TEXT NOT NULL,
    hours    {{.Float}} NOT NULL
);
--bun:split
CREATE TABLE drafts (
    course_id TEXT PRIMARY KEY REFERENCES courses (id),
    body      {{.JSON}} NOT NULL,
    saved_at  {{.Time}} NOT NULL,
    saved_by  TEXT NOT NULL,
    revision  INTEGER NOT NULL
);
--bun:split
CREATE TABLE media (
    hash TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    body {{.Bytes}} NOT NULL
);
