-- What a token is for: to have credentials verified alone, or to have them
-- issued as well, about subjects whose ids begin with one of the lines. Tokens
-- that were made before this was asked verify alone.
ALTER TABLE api_tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'verify';
--bun:split
ALTER TABLE api_tokens ADD COLUMN subjects TEXT NOT NULL DEFAULT '';
--bun:split
-- What programs had signed. The number is the credential's place in the status
-- lists that tell of its withdrawal.
CREATE TABLE issued_credentials (
    number        BIGINT PRIMARY KEY,
    credential_id TEXT NOT NULL,
    types         TEXT NOT NULL,
    subjects      TEXT NOT NULL,
    digest        TEXT NOT NULL,
    issued_by     TEXT NOT NULL,
    token_name    TEXT NOT NULL,
    issued_at     {{.Time}} NOT NULL,
    revoked_by    TEXT NOT NULL DEFAULT '',
    revoked_at    {{.Time}},
    revoked_why   TEXT NOT NULL DEFAULT ''
);
