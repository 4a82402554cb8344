DELETE FROM deliveries WHERE notice_id IN (SELECT id FROM notices WHERE kind = 'UNDECIDABLE');
DELETE FROM notices WHERE kind = 'UNDECIDABLE';
ALTER TABLE notices DROP CONSTRAINT notices_kind_ck,
  ADD CONSTRAINT notices_kind_ck CHECK (kind IN ('TASK_OPENED','REMINDER','BREACH','ESCALATION','EXPIRY','URGING','UNSTAFFED','CASE_CLOSED','SUCCESSION'));
DROP TABLE feasibility_rounds, feasibility_findings, absences;
