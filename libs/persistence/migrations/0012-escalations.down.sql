ALTER TABLE clocks DROP COLUMN silent_until, DROP COLUMN escalated_from;
DROP TABLE escalations;
