-- A work as it was handed in, beside what its author has written since; null: as
-- its fields say. How often it was handed in, reviewed or returned.
ALTER TABLE works ADD COLUMN handed {{.JSON}};
--bun:split
ALTER TABLE works ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
