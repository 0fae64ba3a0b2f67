-- Who asked for a draft to be published, and when; "" and null: nobody has.
ALTER TABLE drafts ADD COLUMN asked_by TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE drafts ADD COLUMN asked_at {{.Time}};
