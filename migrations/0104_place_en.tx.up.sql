-- What the place of a run is called in English; "" where nobody has said it.
ALTER TABLE runs ADD COLUMN place_en TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE slots ADD COLUMN place_en TEXT NOT NULL DEFAULT '';
