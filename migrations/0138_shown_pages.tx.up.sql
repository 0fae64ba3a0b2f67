-- Pages that answer a form, for the browser to get at an address of their own, some
-- minutes long: sealed with a key that is made of the token of the sign-in, which
-- that browser alone has.
CREATE TABLE shown_pages (
    id         TEXT PRIMARY KEY,
    sign_in_id TEXT NOT NULL,
    sealed     {{.Bytes}} NOT NULL,
    made_at    {{.Time}} NOT NULL
);
--bun:split
CREATE INDEX shown_pages_sign_in ON shown_pages (sign_in_id, made_at);
