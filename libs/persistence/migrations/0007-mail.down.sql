DROP INDEX deliveries_sending_ix;
DROP INDEX deliveries_due_ix;
DELETE FROM deliveries WHERE channel = 'MAIL' OR state = 'DROPPED';
ALTER TABLE deliveries
  DROP CONSTRAINT deliveries_state_ck,
  ADD CONSTRAINT deliveries_state_ck CHECK (state IN ('PENDING','SENDING','SENT','DEAD')),
  DROP CONSTRAINT deliveries_channel_ck,
  ADD CONSTRAINT deliveries_channel_ck CHECK (channel IN ('IN_APP'));

ALTER TABLE persons DROP COLUMN email;
