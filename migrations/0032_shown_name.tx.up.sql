-- How much of a holder's name the verification page shows: '' for the first
-- name and an initial, 'full', or 'none'.
ALTER TABLE agencies ADD COLUMN shown_name TEXT NOT NULL DEFAULT '';
