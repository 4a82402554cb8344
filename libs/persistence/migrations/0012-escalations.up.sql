-- 升级: who was told of a breach, and who of them has taken note.
CREATE TABLE escalations (
  id uuid CONSTRAINT escalations_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT escalations_case_fk REFERENCES cases,
  step_id uuid NOT NULL CONSTRAINT escalations_step_fk REFERENCES steps,
  clock_id uuid NOT NULL CONSTRAINT escalations_clock_fk REFERENCES clocks,
  -- How many were told before, and this one: the chain stays at its top.
  level int NOT NULL CONSTRAINT escalations_level_ck CHECK (level > 0),
  position text NOT NULL,
  at timestamptz NOT NULL,
  acknowledged_by uuid CONSTRAINT escalations_acknowledged_by_fk REFERENCES persons,
  acknowledged_at timestamptz,
  -- Nobody else is told before.
  silent_until timestamptz,
  CONSTRAINT escalations_level_uq UNIQUE (clock_id, level),
  CONSTRAINT escalations_acknowledged_ck CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL) AND (acknowledged_by IS NULL) = (silent_until IS NULL))
);
CREATE INDEX escalations_case_ix ON escalations (case_id);

ALTER TABLE clocks
  -- The level from which escalations are counted: where a returned step goes on, or one that was acknowledged.
  ADD COLUMN escalated_from int NOT NULL DEFAULT 0,
  -- What was acknowledged: the next escalation is due then, not at its distance from the due instant.
  ADD COLUMN silent_until timestamptz;

GRANT SELECT, INSERT, UPDATE (acknowledged_by, acknowledged_at, silent_until) ON escalations TO qingdun_app;
