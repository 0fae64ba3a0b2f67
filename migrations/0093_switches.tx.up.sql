-- What a trainer has last done with a step of their run: opened or closed it.
-- Without a row, the course says.
CREATE TABLE switches (
    run_id  TEXT NOT NULL REFERENCES runs (id),
    step_id TEXT NOT NULL,
    opened  BOOLEAN NOT NULL,
    set_at  {{.Time}} NOT NULL,
    set_by  TEXT NOT NULL,
    PRIMARY KEY (run_id, step_id)
);
