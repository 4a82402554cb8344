REVOKE DELETE ON external_identities FROM qingdun_app;
GRANT UPDATE ON external_identities TO qingdun_app;
DROP INDEX external_identities_person_ix;
ALTER TABLE external_identities DROP COLUMN bound_by, DROP COLUMN bound_at, DROP COLUMN id;
