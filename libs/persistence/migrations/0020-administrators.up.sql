-- 三员分立: nobody holds two of the three administrators' roles at the same time (libs/domain/administrators.ts), whoever writes.
CREATE FUNCTION keep_administrators_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Two assignments of one person that are written at once would not see each other.
  PERFORM FROM persons WHERE id = NEW.person_id FOR NO KEY UPDATE;
  IF EXISTS (
    SELECT FROM assignments a
    WHERE a.person_id = NEW.person_id AND a.position <> NEW.position AND a.position IN ('SYSTEM_ADMINISTRATOR','SECURITY_ADMINISTRATOR','AUDIT_ADMINISTRATOR')
      AND tstzrange(a.valid_from, a.valid_to) && tstzrange(NEW.valid_from, NEW.valid_to)
  ) THEN
    RAISE EXCEPTION 'one person cannot be two of system, security and audit administrator'
      USING ERRCODE = 'exclusion_violation', TABLE = 'assignments', CONSTRAINT = 'assignments_administrators_apart';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER assignments_administrators_apart AFTER INSERT OR UPDATE OF person_id, position, valid_from, valid_to ON assignments FOR EACH ROW
  WHEN (NEW.position IN ('SYSTEM_ADMINISTRATOR','SECURITY_ADMINISTRATOR','AUDIT_ADMINISTRATOR')) EXECUTE FUNCTION keep_administrators_apart();
