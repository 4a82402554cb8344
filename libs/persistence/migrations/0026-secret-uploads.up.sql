-- 第三十九条: uploads that came with what was declared to be a state secret are not kept. What belongs to a case is.
CREATE FUNCTION forbid_removal_from_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.case_id IS NOT NULL THEN
    RAISE EXCEPTION 'an attachment of a case is not removed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER attachments_of_cases BEFORE DELETE ON attachments FOR EACH ROW EXECUTE FUNCTION forbid_removal_from_case();
GRANT DELETE ON attachments TO qingdun_app;
