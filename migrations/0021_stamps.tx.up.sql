-- The keys that sign documents. The current one is not retired; the others
-- still tell which documents are genuine.
CREATE TABLE stamps (
    id         TEXT PRIMARY KEY,
    chain      {{.Bytes}} NOT NULL,
    seed       {{.Bytes}},
    made_at    {{.Time}} NOT NULL,
    retired_at {{.Time}}
);
--bun:split
ALTER TABLE certificates ADD COLUMN paper_hash TEXT NOT NULL DEFAULT '';
