ALTER TABLE steps DROP COLUMN revised_digest;
