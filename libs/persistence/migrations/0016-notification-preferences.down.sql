REVOKE DELETE ON notices FROM qingdun_app;
REVOKE DELETE ON deliveries FROM qingdun_app;
DROP INDEX deliveries_mail_ix;
DROP INDEX deliveries_digest_ix;
ALTER TABLE deliveries DROP COLUMN digest_id, DROP COLUMN together;

DROP TABLE notification_preferences;
