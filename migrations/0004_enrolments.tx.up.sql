CREATE TABLE enrolments (
    id           TEXT PRIMARY KEY,
    person_id    TEXT NOT NULL REFERENCES people (id),
    agency_id    TEXT NOT NULL REFERENCES agencies (id),
    course_id    TEXT NOT NULL,
    version      TEXT NOT NULL,
    round        INTEGER NOT NULL,
    run_id       TEXT NOT NULL,
    assigned_by  TEXT NOT NULL,
    assigned_at  {{.Time}} NOT NULL,
    due_on       {{.Time}},
    state        TEXT NOT NULL,
    done_count   INTEGER NOT NULL,
    total_count  INTEGER NOT NULL,
    percent      INTEGER NOT NULL,
    score        INTEGER NOT NULL,
    began_at     {{.Time}},
    active_at    {{.Time}},
    completed_at {{.Time}},
    revision     INTEGER NOT NULL,
    UNIQUE (person_id, course_id, round)
);
--bun:split
-- Holds all that reports count and sort by, so that they read nothing else.
CREATE INDEX enrolments_agency ON enrolments
    (agency_id, course_id, state, completed_at, due_on, assigned_at, active_at, score, percent, person_id, id);
--bun:split
CREATE INDEX enrolments_run ON enrolments (run_id) WHERE run_id <> '';
--bun:split
CREATE INDEX enrolments_due ON enrolments (due_on) WHERE completed_at IS NULL;
--bun:split
CREATE TABLE step_dones (
    enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
    step_id      TEXT NOT NULL,
    at           {{.Time}} NOT NULL,
    PRIMARY KEY (enrolment_id, step_id)
);
--bun:split
CREATE TABLE attendances (
    enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
    session_id   TEXT NOT NULL,
    minutes      INTEGER NOT NULL,
    marked_by    TEXT NOT NULL,
    marked_at    {{.Time}} NOT NULL,
    PRIMARY KEY (enrolment_id, session_id)
);
--bun:split
CREATE TABLE responses (
    enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
    survey_id    TEXT NOT NULL,
    answers      {{.JSON}} NOT NULL,
    at           {{.Time}} NOT NULL,
    PRIMARY KEY (enrolment_id, survey_id)
);
