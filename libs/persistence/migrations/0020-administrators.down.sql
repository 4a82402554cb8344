DROP TRIGGER assignments_administrators_apart ON assignments;
DROP FUNCTION keep_administrators_apart();
