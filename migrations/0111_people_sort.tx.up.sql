-- What lists put people in order by: their name in the language that is read. The
-- program fills these in when it brings the database up to date.
ALTER TABLE people ADD COLUMN sort_ar {{.Key}} NOT NULL DEFAULT '';
--bun:split
ALTER TABLE people ADD COLUMN sort_en {{.Key}} NOT NULL DEFAULT '';
--bun:split
DROP INDEX people_search;
--bun:split
DROP INDEX people_name;
--bun:split
CREATE INDEX people_ar ON people (agency_id, sort_ar, search, left_at, department, id);
--bun:split
CREATE INDEX people_en ON people (agency_id, sort_en, search, left_at, department, id);
--bun:split
CREATE INDEX people_name_ar ON people (sort_ar, id);
--bun:split
CREATE INDEX people_name_en ON people (sort_en, id);
