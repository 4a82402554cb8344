-- 代理: somebody acts in the positions of somebody else for a time. None of the scopes given: all that the principal holds, every process, every unit.
CREATE TABLE standing_agents (
  id uuid CONSTRAINT standing_agents_pk PRIMARY KEY,
  principal_id uuid NOT NULL CONSTRAINT standing_agents_principal_fk REFERENCES persons,
  agent_id uuid NOT NULL CONSTRAINT standing_agents_agent_fk REFERENCES persons,
  position text,
  process_types text[],
  unit_ids uuid[],
  valid_from timestamptz NOT NULL,
  -- Ended before that, it is the instant of its end; the end does not belong to it.
  valid_to timestamptz NOT NULL,
  reason text NOT NULL,
  appointed_by uuid NOT NULL CONSTRAINT standing_agents_appointer_fk REFERENCES persons,
  appointed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT standing_agents_two_ck CHECK (principal_id <> agent_id),
  CONSTRAINT standing_agents_validity_ck CHECK (valid_to >= valid_from)
);
CREATE INDEX standing_agents_agent_ix ON standing_agents (agent_id, valid_to);
CREATE INDEX standing_agents_principal_ix ON standing_agents (principal_id, valid_to);
CREATE TRIGGER standing_agents_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON standing_agents FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');
GRANT SELECT, INSERT, UPDATE (valid_to) ON standing_agents TO qingdun_app;

-- The body as whose member a person sits: who has left it votes no more.
ALTER TABLE tasks ADD COLUMN body_id uuid CONSTRAINT tasks_body_fk REFERENCES bodies;

-- 改派 is a handing like the others: the chain of hands is whole.
ALTER TABLE handings DROP CONSTRAINT handings_kind_ck;
ALTER TABLE handings ADD CONSTRAINT handings_kind_ck CHECK (kind IN ('TRANSFER','DELEGATE','RETURN','REASSIGN'));
