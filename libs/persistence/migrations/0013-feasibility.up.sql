-- 休假、出差: when somebody cannot act although they hold what they hold. It changes nobody's rights.
CREATE TABLE absences (
  id uuid CONSTRAINT absences_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT absences_person_fk REFERENCES persons,
  from_at timestamptz NOT NULL,
  -- Does not belong to it.
  to_at timestamptz NOT NULL,
  entered_by uuid NOT NULL CONSTRAINT absences_entered_fk REFERENCES persons,
  entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  cancelled_by uuid CONSTRAINT absences_cancelled_fk REFERENCES persons,
  cancelled_at timestamptz,
  CONSTRAINT absences_length_ck CHECK (to_at > from_at),
  CONSTRAINT absences_whole_ck CHECK ((cancelled_by IS NULL) = (cancelled_at IS NULL))
);
CREATE INDEX absences_person_ix ON absences (person_id, to_at);
CREATE INDEX absences_ahead_ix ON absences (to_at) WHERE cancelled_at IS NULL;
-- Who looks ahead looks again.
CREATE TRIGGER absences_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON absences FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');

-- Steps that cannot be decided with the people whom there are, or soon will not be.
CREATE TABLE feasibility_findings (
  id uuid CONSTRAINT feasibility_findings_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT feasibility_findings_case_fk REFERENCES cases,
  step_key text NOT NULL,
  subject text,
  -- None while the step is still ahead.
  step_id uuid CONSTRAINT feasibility_findings_step_fk REFERENCES steps,
  cause text NOT NULL CONSTRAINT feasibility_findings_cause_ck CHECK (cause IN ('UNSTAFFED','TOO_FEW','NOT_DISTINCT')),
  needed int NOT NULL,
  eligible int NOT NULL,
  undecidable_from timestamptz NOT NULL,
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  resolved_at timestamptz
);
CREATE UNIQUE INDEX feasibility_findings_open_uq ON feasibility_findings (case_id, step_key, subject) NULLS NOT DISTINCT WHERE resolved_at IS NULL;

-- How the roster stood when all open cases were last looked at, and when they are to be looked at again.
CREATE TABLE feasibility_rounds (
  single boolean CONSTRAINT feasibility_rounds_pk PRIMARY KEY DEFAULT true CONSTRAINT feasibility_rounds_single_ck CHECK (single),
  revision uuid NOT NULL,
  at timestamptz NOT NULL,
  next_at timestamptz NOT NULL
);

ALTER TABLE notices DROP CONSTRAINT notices_kind_ck,
  ADD CONSTRAINT notices_kind_ck CHECK (kind IN ('TASK_OPENED','REMINDER','BREACH','ESCALATION','EXPIRY','URGING','UNSTAFFED','UNDECIDABLE','CASE_CLOSED','SUCCESSION'));

GRANT SELECT, INSERT, UPDATE (cancelled_by, cancelled_at) ON absences TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (step_id, cause, needed, eligible, undecidable_from, last_seen, resolved_at) ON feasibility_findings TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (revision, at, next_at) ON feasibility_rounds TO qingdun_app;
