-- Messages leave the system by mail.

ALTER TABLE persons ADD COLUMN email text CONSTRAINT persons_email_ck CHECK (email ~ '^[^@\s<>,;]+@[^@\s<>,;]+$');
-- Services keep nothing of an address in memory, and nobody sits elsewhere because of one.
DROP TRIGGER persons_revision ON persons;
CREATE TRIGGER persons_revision AFTER INSERT OR UPDATE OF name, active OR DELETE OR TRUNCATE ON persons FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');

ALTER TABLE deliveries
  DROP CONSTRAINT deliveries_channel_ck,
  ADD CONSTRAINT deliveries_channel_ck CHECK (channel IN ('IN_APP','MAIL')),
  -- DROPPED: it was owed no more when its turn came.
  DROP CONSTRAINT deliveries_state_ck,
  ADD CONSTRAINT deliveries_state_ck CHECK (state IN ('PENDING','SENDING','SENT','DEAD','DROPPED'));
CREATE INDEX deliveries_due_ix ON deliveries (channel, due_at, id) WHERE state = 'PENDING';
CREATE INDEX deliveries_sending_ix ON deliveries (claimed_at) WHERE state = 'SENDING';
