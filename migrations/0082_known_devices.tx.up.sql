-- Browsers in which somebody has signed in, by the digest of a token that each
-- keeps: strangers who guess elsewhere do not keep its owner out of them.
CREATE TABLE known_devices (
    person_id   TEXT NOT NULL REFERENCES people (id),
    device_hash TEXT NOT NULL,
    device      TEXT NOT NULL,
    made_at     {{.Time}} NOT NULL,
    seen_at     {{.Time}} NOT NULL,
    PRIMARY KEY (person_id, device_hash)
);
--bun:split
-- When the password was last given in a sign-in.
ALTER TABLE sign_ins ADD COLUMN proved_at {{.Time}};
--bun:split
UPDATE sign_ins SET proved_at = created_at;
