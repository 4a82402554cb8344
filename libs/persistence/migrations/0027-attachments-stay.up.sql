-- What belongs to a case stays with it, unchanged: nobody takes it away from there in order to remove it.
CREATE FUNCTION keep_attachment_with_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.case_id IS NOT NULL AND NEW.case_id IS DISTINCT FROM OLD.case_id THEN
    RAISE EXCEPTION 'an attachment stays with its case' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attachments_stay BEFORE UPDATE ON attachments FOR EACH ROW EXECUTE FUNCTION keep_attachment_with_case();
REVOKE UPDATE ON attachments FROM qingdun_app;
GRANT UPDATE (case_id, decision_id) ON attachments TO qingdun_app;
