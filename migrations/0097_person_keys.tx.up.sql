-- What staff numbers and addresses are compared by. Two people may share one
-- since before it had to be unique: all but the first have their id as twin.
-- The program fills these in, in steps, when it brings the database up to date.
ALTER TABLE people ADD COLUMN staff_key TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE people ADD COLUMN staff_twin TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE people ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE people ADD COLUMN email_twin TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE people ADD COLUMN folded_by INTEGER NOT NULL DEFAULT 0;
--bun:split
CREATE UNIQUE INDEX people_staff_key ON people (agency_id, staff_key, staff_twin) WHERE staff_key <> '';
--bun:split
CREATE UNIQUE INDEX people_email_key ON people (email_key, email_twin) WHERE email_key <> '';
--bun:split
DROP INDEX people_staff_no;
--bun:split
DROP INDEX people_email;
--bun:split
CREATE INDEX people_folded_by ON people (folded_by);
