-- How far somebody is, in percent: of the sessions, as their page draws it, and
-- all of it once the course is completed.
UPDATE enrolments SET percent = CASE WHEN state = 'completed' THEN 100 WHEN total_count > 0 THEN 100 * done_count / total_count ELSE 0 END;
