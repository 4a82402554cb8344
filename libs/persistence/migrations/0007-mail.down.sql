DROP INDEX deliveries_sending_ix;
DROP INDEX deliveries_due_ix;
DELETE FROM deliveries WHERE channel = 'MAIL' OR state = 'DROPPED';
ALTER TABLE deliveries
  DROP CONSTRAINT deliveries_state_ck,
  ADD CONSTRAINT deliveries_state_ck CHECK (state IN ('PENDING','SENDING','SENT','DEAD')),
  DROP CONSTRAINT deliveries_channel_ck,
  ADD CONSTRAINT deliveries_channel_ck CHECK (channel IN ('IN_APP'));

DROP TRIGGER persons_revision ON persons;
CREATE TRIGGER persons_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON persons FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');
ALTER TABLE persons DROP COLUMN email;
