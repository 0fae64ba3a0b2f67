-- The last three digits of a person's civil number, or ''. The whole number is
-- held nowhere.
ALTER TABLE people ADD COLUMN civil_tail TEXT NOT NULL DEFAULT '';
