-- What the names of an agency are compared by: agencies beside one another have
-- names of their own. Two may share one since before it had to be unique: all but
-- the first have their id as twin. The program fills these in when it brings the
-- database up to date.
ALTER TABLE agencies ADD COLUMN key_ar TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE agencies ADD COLUMN twin_ar TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE agencies ADD COLUMN key_en TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE agencies ADD COLUMN twin_en TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE agencies ADD COLUMN folded_by INTEGER NOT NULL DEFAULT 0;
--bun:split
CREATE UNIQUE INDEX agencies_key_ar ON agencies (parent_id, key_ar, twin_ar) WHERE key_ar <> '';
--bun:split
CREATE UNIQUE INDEX agencies_key_en ON agencies (parent_id, key_en, twin_en) WHERE key_en <> '';
