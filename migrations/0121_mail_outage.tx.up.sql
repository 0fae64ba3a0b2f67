-- While the mail server does not take mails there is one row: since when, what it
-- said last, and why. Every process of the site reads and writes the same.
CREATE TABLE mail_outage (
    id INTEGER PRIMARY KEY,
    since {{.Time}} NOT NULL,
    failed_at {{.Time}} NOT NULL,
    why TEXT NOT NULL,
    error TEXT NOT NULL
);
