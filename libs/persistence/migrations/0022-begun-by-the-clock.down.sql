-- What the clock began cannot be held any more: such cases have to be gone.
ALTER TABLE cases DROP COLUMN applicant_org_id;
ALTER TABLE form_revisions ALTER COLUMN submitted_by SET NOT NULL;
ALTER TABLE cases ALTER COLUMN applicant_id SET NOT NULL;
