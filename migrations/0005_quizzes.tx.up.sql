CREATE TABLE attempts (
    id           TEXT PRIMARY KEY,
    enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
    quiz_id      TEXT NOT NULL,
    number       INTEGER NOT NULL,
    seed         BIGINT NOT NULL,
    questions    {{.JSON}} NOT NULL,
    started_at   {{.Time}} NOT NULL,
    ends_at      {{.Time}} NOT NULL,
    finished_at  {{.Time}},
    points       {{.Float}} NOT NULL,
    percent      INTEGER NOT NULL,
    passed       BOOLEAN NOT NULL,
    UNIQUE (enrolment_id, quiz_id, number)
);
--bun:split
CREATE INDEX attempts_running ON attempts (ends_at) WHERE finished_at IS NULL;
--bun:split
CREATE TABLE answers (
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    item_id    TEXT NOT NULL,
    value      {{.JSON}} NOT NULL,
    flagged    BOOLEAN NOT NULL,
    saved_at   {{.Time}} NOT NULL,
    PRIMARY KEY (attempt_id, item_id)
);
