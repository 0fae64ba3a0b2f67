-- The deadline of which somebody was reminded: three days before it, and after
-- it. A deadline that moves is another one. What is left to be told is all that
-- the indexes hold, so finding that there is nothing costs nothing.
ALTER TABLE enrolments ADD COLUMN soon_told {{.Time}};
--bun:split
ALTER TABLE enrolments ADD COLUMN overdue_told {{.Time}};
--bun:split
CREATE INDEX enrolments_soon_untold ON enrolments (due_on, id)
    WHERE completed_at IS NULL AND state <> 'withdrawn' AND soon_told IS DISTINCT FROM due_on;
--bun:split
CREATE INDEX enrolments_overdue_untold ON enrolments (due_on, id)
    WHERE completed_at IS NULL AND state <> 'withdrawn' AND overdue_told IS DISTINCT FROM due_on;
