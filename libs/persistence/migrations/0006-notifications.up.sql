-- What people are owed is delivered now. A notice says of which task it is, and whether it was turned into deliveries.

ALTER TABLE notices
  ADD COLUMN task_id uuid CONSTRAINT notices_task_fk REFERENCES tasks,
  ADD COLUMN dept text,
  -- When a worker turned it into deliveries.
  ADD COLUMN spread_at timestamptz,
  DROP CONSTRAINT notices_kind_ck,
  ADD CONSTRAINT notices_kind_ck CHECK (kind IN ('TASK_OPENED','REMINDER','BREACH','ESCALATION','EXPIRY','URGING','UNSTAFFED','CASE_CLOSED'));
-- What was recorded before there was a channel is told to nobody any more.
UPDATE notices SET spread_at = at;
CREATE INDEX notices_unspread_ix ON notices (id) WHERE spread_at IS NULL;

-- One message to one person by one channel. Its id stays the same however often it is sent.
CREATE TABLE deliveries (
  id uuid CONSTRAINT deliveries_pk PRIMARY KEY,
  notice_id uuid NOT NULL CONSTRAINT deliveries_notice_fk REFERENCES notices,
  person_id uuid NOT NULL CONSTRAINT deliveries_person_fk REFERENCES persons,
  channel text NOT NULL CONSTRAINT deliveries_channel_ck CHECK (channel IN ('IN_APP')),
  state text NOT NULL CONSTRAINT deliveries_state_ck CHECK (state IN ('PENDING','SENDING','SENT','DEAD')),
  attempts int NOT NULL DEFAULT 0,
  -- Not before this instant.
  due_at timestamptz NOT NULL,
  claimed_at timestamptz,
  sent_at timestamptz,
  -- The kind of the last failure; never its text.
  last_failure text,
  -- 已读, in the application.
  read_at timestamptz,
  CONSTRAINT deliveries_once_uq UNIQUE (notice_id, person_id, channel),
  CONSTRAINT deliveries_sent_ck CHECK ((state = 'SENT') = (sent_at IS NOT NULL)),
  CONSTRAINT deliveries_claimed_ck CHECK (state <> 'SENDING' OR claimed_at IS NOT NULL)
) WITH (fillfactor = 80);
CREATE INDEX deliveries_inbox_ix ON deliveries (person_id, id DESC) WHERE channel = 'IN_APP';
CREATE INDEX deliveries_unread_ix ON deliveries (person_id) WHERE channel = 'IN_APP' AND read_at IS NULL;

GRANT UPDATE (spread_at) ON notices TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (state, attempts, due_at, claimed_at, sent_at, last_failure, read_at) ON deliveries TO qingdun_app;
