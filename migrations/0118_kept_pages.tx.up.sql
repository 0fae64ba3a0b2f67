-- The page on which a kept form stood, as its words are shown from there; '' where
-- it was not said.
ALTER TABLE kept_forms ADD COLUMN page TEXT NOT NULL DEFAULT '';
