-- What administrators do to a case that needs a second one of them: asked for by one, done when another confirms.
CREATE TABLE operations (
  id uuid CONSTRAINT operations_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT operations_case_fk REFERENCES cases,
  kind text NOT NULL CONSTRAINT operations_kind_ck CHECK (kind IN ('REBUILD','TERMINATE')),
  reason text NOT NULL,
  requested_by uuid NOT NULL CONSTRAINT operations_requested_fk REFERENCES persons,
  requested_at timestamptz NOT NULL,
  -- Who confirmed or dropped it.
  settled_by uuid CONSTRAINT operations_settled_fk REFERENCES persons,
  settled_at timestamptz,
  status text NOT NULL CONSTRAINT operations_status_ck CHECK (status IN ('REQUESTED','CONFIRMED','DROPPED')),
  CONSTRAINT operations_two_ck CHECK (status <> 'CONFIRMED' OR settled_by <> requested_by),
  CONSTRAINT operations_settled_ck CHECK ((status = 'REQUESTED') = (settled_at IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL))
);
CREATE UNIQUE INDEX operations_requested_uq ON operations (case_id, kind) WHERE status = 'REQUESTED';

-- An administrator wants the run ended and started again from the record: the worker that owns the loops does it.
ALTER TABLE engine_states ADD COLUMN rebuild boolean NOT NULL DEFAULT false;
CREATE INDEX engine_states_rebuild_ix ON engine_states (case_id) WHERE rebuild;

GRANT SELECT, INSERT, UPDATE ON operations TO qingdun_app;
