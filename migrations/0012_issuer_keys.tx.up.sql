-- The issuer's signing keys. The current one is not retired; the others still
-- verify what they signed.
CREATE TABLE issuer_keys (
    id         TEXT PRIMARY KEY,
    public     {{.Bytes}} NOT NULL,
    seed       {{.Bytes}},
    made_at    {{.Time}} NOT NULL,
    retired_at {{.Time}}
);
