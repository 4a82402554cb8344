ALTER TABLE handings DROP CONSTRAINT handings_kind_ck;
ALTER TABLE handings ADD CONSTRAINT handings_kind_ck CHECK (kind IN ('TRANSFER','DELEGATE','RETURN'));
ALTER TABLE tasks DROP COLUMN body_id;
DROP TABLE standing_agents;
