DROP TABLE case_links, preservations, obligations, certificates, filings, catalogue_entries, resource_changes, resource_sources;
DROP SEQUENCE filing_numbers, certificate_numbers;

REVOKE INSERT, UPDATE (location, details, destroyed_at, destroyed_by) ON resource_copies FROM qingdun_app;
-- The version before has no word for them.
DELETE FROM resource_copies WHERE kind = 'RECIPIENT';
ALTER TABLE resource_copies
  DROP CONSTRAINT resource_copies_destroyed_ck,
  DROP COLUMN destroyed_by,
  DROP COLUMN destroyed_at,
  DROP COLUMN case_id,
  DROP COLUMN details,
  DROP CONSTRAINT resource_copies_kind_ck,
  ADD CONSTRAINT resource_copies_kind_ck CHECK (kind IN ('BACKUP','EXPORT','DERIVED','VENDOR'));
ALTER TABLE resource_gradings DROP COLUMN case_id, DROP COLUMN reasons;
DROP INDEX resources_retention_ix;
ALTER TABLE resources DROP COLUMN destroyed_at, DROP COLUMN derivation, DROP COLUMN info, DROP COLUMN retain_until;
