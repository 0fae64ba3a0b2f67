CREATE TABLE notices (
    id        TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    kind      TEXT NOT NULL,
    args      {{.JSON}} NOT NULL,
    link      TEXT NOT NULL,
    at        {{.Time}} NOT NULL,
    read_at   {{.Time}}
);
--bun:split
CREATE INDEX notices_person ON notices (person_id, at);
--bun:split
CREATE TABLE mails (
    id             TEXT PRIMARY KEY,
    person_id      TEXT NOT NULL REFERENCES people (id),
    "to"           TEXT NOT NULL,
    lang           TEXT NOT NULL,
    subject        TEXT NOT NULL,
    body           TEXT NOT NULL,
    certificate_id TEXT NOT NULL,
    message_id     TEXT NOT NULL UNIQUE,
    state          TEXT NOT NULL,
    tries          INTEGER NOT NULL,
    doubtful       BOOLEAN NOT NULL,
    at             {{.Time}} NOT NULL,
    sent_at        {{.Time}},
    error          TEXT NOT NULL
);
--bun:split
CREATE INDEX mails_state ON mails (state, at);
