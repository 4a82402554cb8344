-- Other systems are told by webhooks.

CREATE TABLE webhook_endpoints (
  id uuid CONSTRAINT webhook_endpoints_pk PRIMARY KEY,
  name text NOT NULL,
  url text NOT NULL,
  -- Of whose cases it is told; of all where none is named.
  org_id uuid CONSTRAINT webhook_endpoints_org_fk REFERENCES organisations,
  kinds text[] NOT NULL CONSTRAINT webhook_endpoints_kinds_ck CHECK (kinds <> '{}'),
  active boolean NOT NULL DEFAULT true,
  created_by uuid NOT NULL CONSTRAINT webhook_endpoints_person_fk REFERENCES persons,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- It is kept for the sake of what was sent to it.
  deleted_at timestamptz,
  CONSTRAINT webhook_endpoints_deleted_ck CHECK (deleted_at IS NULL OR NOT active)
);

-- What deliveries to an endpoint are signed with, sealed. The newest signs, and those before it until they end.
CREATE TABLE webhook_secrets (
  id uuid CONSTRAINT webhook_secrets_pk PRIMARY KEY,
  endpoint_id uuid NOT NULL CONSTRAINT webhook_secrets_endpoint_fk REFERENCES webhook_endpoints,
  sealed text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ends_at timestamptz
);
CREATE INDEX webhook_secrets_endpoint_ix ON webhook_secrets (endpoint_id);

ALTER TABLE deliveries
  ALTER COLUMN person_id DROP NOT NULL,
  ADD COLUMN endpoint_id uuid CONSTRAINT deliveries_endpoint_fk REFERENCES webhook_endpoints,
  DROP CONSTRAINT deliveries_channel_ck,
  ADD CONSTRAINT deliveries_channel_ck CHECK (channel IN ('IN_APP','MAIL','WEBHOOK')),
  ADD CONSTRAINT deliveries_to_ck CHECK ((channel = 'WEBHOOK') = (endpoint_id IS NOT NULL) AND num_nonnulls(person_id, endpoint_id) = 1),
  ADD CONSTRAINT deliveries_endpoint_uq UNIQUE (notice_id, endpoint_id);
CREATE INDEX deliveries_endpoint_ix ON deliveries (endpoint_id, id DESC) WHERE endpoint_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE (name, url, org_id, kinds, active, deleted_at) ON webhook_endpoints TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (ends_at), DELETE ON webhook_secrets TO qingdun_app;
