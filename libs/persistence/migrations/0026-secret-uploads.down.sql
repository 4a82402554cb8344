REVOKE DELETE ON attachments FROM qingdun_app;
DROP TRIGGER attachments_of_cases ON attachments;
DROP FUNCTION forbid_removal_from_case();
