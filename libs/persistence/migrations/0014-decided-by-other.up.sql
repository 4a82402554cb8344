-- Of several who could decide the first valid decision wins, and the others are told of it.

ALTER TABLE notices
  ADD COLUMN decision_id uuid CONSTRAINT notices_decision_fk REFERENCES decisions,
  DROP CONSTRAINT notices_kind_ck,
  ADD CONSTRAINT notices_kind_ck CHECK (kind IN ('TASK_OPENED','REMINDER','BREACH','ESCALATION','EXPIRY','URGING','UNSTAFFED','UNDECIDABLE','CASE_CLOSED','SUCCESSION','TASK_DECIDED_BY_OTHER')),
  ADD CONSTRAINT notices_decision_ck CHECK ((kind = 'TASK_DECIDED_BY_OTHER') = (decision_id IS NOT NULL));
