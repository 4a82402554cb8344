REVOKE UPDATE (case_id, decision_id) ON attachments FROM qingdun_app;
GRANT UPDATE ON attachments TO qingdun_app;
DROP TRIGGER attachments_stay ON attachments;
DROP FUNCTION keep_attachment_with_case();
