-- 抄送, 已阅 and drafts of opinions.

CREATE TABLE copies (
  id uuid CONSTRAINT copies_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT copies_case_fk REFERENCES cases,
  -- The task at which it was sent.
  task_id uuid NOT NULL CONSTRAINT copies_task_fk REFERENCES tasks,
  by_id uuid NOT NULL CONSTRAINT copies_by_fk REFERENCES persons,
  to_id uuid NOT NULL CONSTRAINT copies_to_fk REFERENCES persons,
  note text,
  at timestamptz NOT NULL,
  read_at timestamptz,
  CONSTRAINT copies_once_uq UNIQUE (case_id, to_id, task_id)
);
CREATE INDEX copies_to_ix ON copies (to_id, id DESC);
CREATE INDEX copies_unread_ix ON copies (to_id) WHERE read_at IS NULL;

-- What somebody has written of an opinion that is not given yet: theirs alone, and gone with the task.
CREATE TABLE opinion_drafts (
  task_id uuid NOT NULL CONSTRAINT opinion_drafts_task_fk REFERENCES tasks,
  person_id uuid NOT NULL CONSTRAINT opinion_drafts_person_fk REFERENCES persons,
  body jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT opinion_drafts_pk PRIMARY KEY (task_id, person_id)
);
CREATE FUNCTION drop_opinion_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM opinion_drafts WHERE task_id = NEW.id;
  RETURN NULL;
END $$;
-- However a task ends, in the transaction that ends it.
CREATE TRIGGER tasks_drop_opinion_drafts AFTER UPDATE OF status ON tasks FOR EACH ROW
  WHEN (OLD.status = 'OPEN' AND NEW.status <> 'OPEN') EXECUTE FUNCTION drop_opinion_drafts();

GRANT SELECT, INSERT, UPDATE (read_at) ON copies TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (body, updated_at), DELETE ON opinion_drafts TO qingdun_app;
