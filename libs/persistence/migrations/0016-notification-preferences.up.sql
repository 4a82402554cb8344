-- By which channel and when people want to be told; and what was told long ago goes.

CREATE TABLE notification_preferences (
  id uuid CONSTRAINT notification_preferences_pk PRIMARY KEY,
  -- Of a person, or of an organisation for all its people who have not said otherwise.
  person_id uuid CONSTRAINT notification_preferences_person_uq UNIQUE CONSTRAINT notification_preferences_person_fk REFERENCES persons,
  org_id uuid CONSTRAINT notification_preferences_org_uq UNIQUE CONSTRAINT notification_preferences_org_fk REFERENCES organisations,
  body jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT notification_preferences_owner_ck CHECK (num_nonnulls(person_id, org_id) = 1)
);

ALTER TABLE deliveries
  -- Its reader wants it in one message with the others.
  ADD COLUMN together boolean NOT NULL DEFAULT false,
  -- The message in which it is sent with others, the same each time that it is.
  ADD COLUMN digest_id uuid;
CREATE INDEX deliveries_digest_ix ON deliveries (digest_id) WHERE digest_id IS NOT NULL;
CREATE INDEX deliveries_mail_ix ON deliveries (person_id, due_at) WHERE channel = 'MAIL' AND state = 'PENDING';

GRANT SELECT, INSERT, UPDATE (body, updated_at) ON notification_preferences TO qingdun_app;
GRANT UPDATE (digest_id), DELETE ON deliveries TO qingdun_app;
GRANT DELETE ON notices TO qingdun_app;
