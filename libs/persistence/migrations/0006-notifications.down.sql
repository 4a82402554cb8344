DROP TABLE deliveries;

REVOKE UPDATE (spread_at) ON notices FROM qingdun_app;
DELETE FROM notices WHERE kind IN ('TASK_OPENED','CASE_CLOSED');
DROP INDEX notices_unspread_ix;
ALTER TABLE notices
  DROP CONSTRAINT notices_kind_ck,
  ADD CONSTRAINT notices_kind_ck CHECK (kind IN ('REMINDER','BREACH','ESCALATION','EXPIRY','URGING','UNSTAFFED')),
  DROP COLUMN spread_at,
  DROP COLUMN dept,
  DROP COLUMN task_id;
