-- The run in which somebody was marked. Whoever takes a course in a second run
-- keeps what was marked in the first, and was there on its days.
ALTER TABLE attendances ADD COLUMN run_id TEXT NOT NULL DEFAULT '';
--bun:split
-- Nobody is marked before the doors of a run open, an hour ahead: what was
-- marked earlier is of a run before, which is no longer known.
UPDATE attendances SET run_id = COALESCE((
    SELECT r.id FROM enrolments e JOIN runs r ON r.id = e.run_id
    WHERE e.id = attendances.enrolment_id AND attendances.marked_at >= {{.HourBefore "r.starts_on"}}
), '');
