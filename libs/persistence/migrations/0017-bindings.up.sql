-- Who is bound to an identity of a provider, since when and by whom. A binding is made and undone, never changed.
ALTER TABLE external_identities
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT external_identities_id_uq UNIQUE,
  ADD COLUMN bound_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The person themself, or an administrator; none where it was entered in the database.
  ADD COLUMN bound_by uuid CONSTRAINT external_identities_bound_by_fk REFERENCES persons;
CREATE INDEX external_identities_person_ix ON external_identities (person_id);

REVOKE UPDATE ON external_identities FROM qingdun_app;
GRANT DELETE ON external_identities TO qingdun_app;
