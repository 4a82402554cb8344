-- 接任, 离职转办: tasks go from whoever leaves to who comes after them. The system hands over by nobody's hand.
ALTER TABLE handings DROP CONSTRAINT handings_kind_ck;
ALTER TABLE handings ADD CONSTRAINT handings_kind_ck CHECK (kind IN ('TRANSFER','DELEGATE','RETURN','REASSIGN','HAND_OVER','SUCCESSION'));
ALTER TABLE handings ALTER COLUMN by_id DROP NOT NULL;
ALTER TABLE handings ADD CONSTRAINT handings_by_ck CHECK (by_id IS NOT NULL OR kind = 'SUCCESSION');

ALTER TABLE notices DROP CONSTRAINT notices_kind_ck;
ALTER TABLE notices ADD CONSTRAINT notices_kind_ck CHECK (kind IN ('TASK_OPENED','REMINDER','BREACH','ESCALATION','EXPIRY','URGING','UNSTAFFED','CASE_CLOSED','SUCCESSION'));
