-- Mails wait for another server, so they have a lane of their own: a server that
-- does not answer must not hold up the other work. Failures are counted here and
-- not by the queue: what has failed waits behind what has not been tried.
ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT 'work';
--bun:split
ALTER TABLE outbox ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
--bun:split
UPDATE outbox SET lane = 'mail' WHERE kind = 'mail';
--bun:split
DROP INDEX outbox_due;
--bun:split
CREATE INDEX outbox_due ON outbox (lane, next_at) WHERE done_at IS NULL AND dead_at IS NULL;
--bun:split
DROP INDEX outbox_claimed;
--bun:split
CREATE INDEX outbox_claimed ON outbox (lane) WHERE done_at IS NULL AND dead_at IS NULL AND claimed = 1;
