DROP TRIGGER persons_end_sessions ON persons;
DROP FUNCTION end_sessions_of_inactive();
DROP TABLE login_sessions;
