-- Who sits on a step may change: tasks are handed on and given back, seats are added and removed, people stand back.

ALTER TABLE tasks
  -- 加签: when a seat that somebody added decides, the task that it was added to, and who added it. The step's own seats have none.
  ADD COLUMN added text CONSTRAINT tasks_added_ck CHECK (added IN ('BEFORE','PARALLEL','AFTER')),
  ADD COLUMN added_to uuid CONSTRAINT tasks_added_to_fk REFERENCES tasks,
  ADD COLUMN added_by uuid CONSTRAINT tasks_added_by_fk REFERENCES persons,
  -- Other seats come first: it cannot be decided yet. Computed anew by every act, for lists.
  ADD COLUMN waiting boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT tasks_added_whole_ck CHECK ((added IS NULL) = (added_to IS NULL) AND (added IS NULL) = (added_by IS NULL));
CREATE INDEX tasks_added_ix ON tasks (added_to) WHERE added_to IS NOT NULL;
-- Whoever once had a task in hand may go on seeing its case.
CREATE INDEX tasks_chain_ix ON tasks USING gin (chain) WHERE chain <> '{}';

-- What its evidence said: a step may settle later than the decision that it rests on.
ALTER TABLE decisions ADD COLUMN facts jsonb;

-- 经手: through whose hands a task came.
CREATE TABLE handings (
  id uuid CONSTRAINT handings_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT handings_case_fk REFERENCES cases,
  task_id uuid NOT NULL CONSTRAINT handings_task_fk REFERENCES tasks,
  kind text NOT NULL CONSTRAINT handings_kind_ck CHECK (kind IN ('TRANSFER','DELEGATE','RETURN')),
  by_id uuid NOT NULL CONSTRAINT handings_by_fk REFERENCES persons,
  from_id uuid CONSTRAINT handings_from_fk REFERENCES persons,
  -- None where it went back to the position.
  to_id uuid CONSTRAINT handings_to_fk REFERENCES persons,
  reason text,
  opinion text,
  at timestamptz NOT NULL
);
CREATE INDEX handings_case_ix ON handings (case_id);

-- 回避: a person who is out of a case.
CREATE TABLE recusals (
  case_id uuid NOT NULL CONSTRAINT recusals_case_fk REFERENCES cases,
  person_id uuid NOT NULL CONSTRAINT recusals_person_fk REFERENCES persons,
  step_id uuid NOT NULL CONSTRAINT recusals_step_fk REFERENCES steps,
  task_id uuid NOT NULL CONSTRAINT recusals_task_fk REFERENCES tasks,
  reason text NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT recusals_recorder_fk REFERENCES persons,
  at timestamptz NOT NULL,
  CONSTRAINT recusals_pk PRIMARY KEY (case_id, person_id)
);
CREATE INDEX recusals_person_ix ON recusals (person_id, case_id);

-- What a member who was outvoted wants to be read beside the outcome of a session.
CREATE TABLE dissents (
  step_id uuid NOT NULL CONSTRAINT dissents_step_fk REFERENCES steps,
  person_id uuid NOT NULL CONSTRAINT dissents_person_fk REFERENCES persons,
  opinion text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT dissents_pk PRIMARY KEY (step_id, person_id)
);

CREATE TRIGGER handings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handings FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER recusals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON recusals FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER dissents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dissents FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

GRANT SELECT, INSERT ON handings, recusals, dissents TO qingdun_app;
