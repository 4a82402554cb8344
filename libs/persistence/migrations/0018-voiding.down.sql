ALTER TABLE operations DROP CONSTRAINT operations_kind_ck;
ALTER TABLE operations ADD CONSTRAINT operations_kind_ck CHECK (kind IN ('REBUILD','TERMINATE'));
