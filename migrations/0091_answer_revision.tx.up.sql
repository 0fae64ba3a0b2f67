-- An answer counts its changes, so that one sent late is known to be late, and
-- says when it was made, which is not when it arrived.
ALTER TABLE answers ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answers ADD COLUMN made_at {{.Time}};
