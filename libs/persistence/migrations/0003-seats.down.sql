DROP TABLE dissents, recusals, handings;
ALTER TABLE decisions DROP COLUMN facts;
DROP INDEX tasks_chain_ix;
ALTER TABLE tasks DROP COLUMN waiting, DROP COLUMN added_by, DROP COLUMN added_to, DROP COLUMN added;
