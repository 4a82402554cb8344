-- A case that the clock begins has no applicant but the position that stands for one.
ALTER TABLE cases ALTER COLUMN applicant_id DROP NOT NULL;
ALTER TABLE form_revisions ALTER COLUMN submitted_by DROP NOT NULL;
-- Where the applicant applies from, if not from the case's own organisation: a data user applies to a unit.
ALTER TABLE cases ADD COLUMN applicant_org_id uuid CONSTRAINT cases_applicant_org_fk REFERENCES organisations;
