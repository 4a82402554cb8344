DROP INDEX deliveries_endpoint_ix;
DELETE FROM deliveries WHERE channel = 'WEBHOOK';
ALTER TABLE deliveries
  DROP CONSTRAINT deliveries_endpoint_uq,
  DROP CONSTRAINT deliveries_to_ck,
  DROP CONSTRAINT deliveries_channel_ck,
  ADD CONSTRAINT deliveries_channel_ck CHECK (channel IN ('IN_APP','MAIL')),
  DROP COLUMN endpoint_id,
  ALTER COLUMN person_id SET NOT NULL;

DROP TABLE webhook_secrets, webhook_endpoints;
