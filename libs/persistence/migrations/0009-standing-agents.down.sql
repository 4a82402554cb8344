-- What the version before has no word for goes; the audit still tells of it.
ALTER TABLE handings DISABLE TRIGGER handings_append_only;
DELETE FROM handings WHERE kind = 'REASSIGN';
ALTER TABLE handings ENABLE TRIGGER handings_append_only;
ALTER TABLE handings DROP CONSTRAINT handings_kind_ck;
ALTER TABLE handings ADD CONSTRAINT handings_kind_ck CHECK (kind IN ('TRANSFER','DELEGATE','RETURN'));
ALTER TABLE tasks DROP COLUMN body_id;
DROP TABLE standing_agents;
