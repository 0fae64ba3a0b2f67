-- Whoever was asked to answer a follow-up survey about what they completed.
CREATE TABLE invitations (
    enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
    survey_id    TEXT NOT NULL,
    at           {{.Time}} NOT NULL,
    PRIMARY KEY (enrolment_id, survey_id)
);
--bun:split
CREATE INDEX enrolments_completed ON enrolments (completed_at) WHERE completed_at IS NOT NULL;
