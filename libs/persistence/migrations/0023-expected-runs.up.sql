-- What is due once a year, written down before it is due: one row a process, organisation and year.
CREATE TABLE expected_runs (
  id uuid CONSTRAINT expected_runs_pk PRIMARY KEY,
  process_type text NOT NULL,
  org_id uuid NOT NULL CONSTRAINT expected_runs_org_fk REFERENCES organisations,
  year int NOT NULL,
  opens_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  case_id uuid CONSTRAINT expected_runs_case_fk REFERENCES cases,
  begun_at timestamptz,
  CONSTRAINT expected_runs_run_uq UNIQUE (process_type, org_id, year),
  CONSTRAINT expected_runs_begun_ck CHECK ((case_id IS NULL) = (begun_at IS NULL))
);
CREATE INDEX expected_runs_due_ix ON expected_runs (opens_at) WHERE case_id IS NULL;
CREATE INDEX expected_runs_case_ix ON expected_runs (case_id) WHERE case_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE (case_id, begun_at) ON expected_runs TO qingdun_app;
