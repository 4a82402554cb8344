DELETE FROM deliveries WHERE notice_id IN (SELECT id FROM notices WHERE kind = 'SUCCESSION');
DELETE FROM notices WHERE kind = 'SUCCESSION';
ALTER TABLE notices DROP CONSTRAINT notices_kind_ck;
ALTER TABLE notices ADD CONSTRAINT notices_kind_ck CHECK (kind IN ('TASK_OPENED','REMINDER','BREACH','ESCALATION','EXPIRY','URGING','UNSTAFFED','CASE_CLOSED'));

-- What the version before has no word for goes; the audit still tells of it.
ALTER TABLE handings DISABLE TRIGGER handings_append_only;
DELETE FROM handings WHERE kind IN ('HAND_OVER','SUCCESSION');
ALTER TABLE handings ENABLE TRIGGER handings_append_only;
ALTER TABLE handings DROP CONSTRAINT handings_by_ck;
ALTER TABLE handings ALTER COLUMN by_id SET NOT NULL;
ALTER TABLE handings DROP CONSTRAINT handings_kind_ck;
ALTER TABLE handings ADD CONSTRAINT handings_kind_ck CHECK (kind IN ('TRANSFER','DELEGATE','RETURN','REASSIGN'));
