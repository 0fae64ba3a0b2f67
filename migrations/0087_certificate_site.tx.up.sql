-- The address of the site under which a certificate was issued, which is printed in
-- its code; '' where it was issued before this was written down.
ALTER TABLE certificates ADD COLUMN site TEXT NOT NULL DEFAULT '';
