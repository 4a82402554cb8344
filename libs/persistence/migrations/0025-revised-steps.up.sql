-- An outcome that awaited a revision (修改后批准) stands on what was revised: the digest of what it shows since.
ALTER TABLE steps ADD COLUMN revised_digest text;
