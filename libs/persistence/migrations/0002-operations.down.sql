ALTER TABLE engine_states DROP COLUMN rebuild;
DROP TABLE operations;
