-- Work to be done outside the request. This table is the truth; the queue only
-- carries it to a worker. Times are milliseconds since 1970.
CREATE TABLE outbox (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    payload TEXT NOT NULL,
    next_at BIGINT NOT NULL,
    claimed INTEGER NOT NULL,
    tries   INTEGER NOT NULL,
    made_at BIGINT NOT NULL,
    done_at BIGINT,
    dead_at BIGINT,
    error   TEXT NOT NULL
);
--bun:split
CREATE INDEX outbox_due ON outbox (next_at) WHERE done_at IS NULL AND dead_at IS NULL;
--bun:split
CREATE INDEX outbox_claimed ON outbox (claimed) WHERE done_at IS NULL AND dead_at IS NULL AND claimed = 1;
--bun:split
CREATE INDEX outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL;
--bun:split
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
