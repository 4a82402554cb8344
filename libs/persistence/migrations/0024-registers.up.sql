-- 台账: what cases enter in the registers. They change through cases only, in the transaction of the act that settles it.

ALTER TABLE resources
  -- 保存期满日.
  ADD COLUMN retain_until date,
  -- The four groups of 第三十条（二）, as the form has them.
  ADD COLUMN info jsonb,
  -- 衍生数据 (第二十八条): how it was made from its sources.
  ADD COLUMN derivation text CONSTRAINT resources_derivation_ck CHECK (derivation IN ('DESENSITIZED','LABELED','STATISTICAL','AGGREGATED_FUSED')),
  ADD COLUMN destroyed_at timestamptz;
CREATE INDEX resources_retention_ix ON resources (retain_until) WHERE retain_until IS NOT NULL AND destroyed_at IS NULL;

CREATE TABLE resource_sources (
  resource_id uuid NOT NULL CONSTRAINT resource_sources_resource_fk REFERENCES resources,
  source_id uuid NOT NULL CONSTRAINT resource_sources_source_fk REFERENCES resources,
  CONSTRAINT resource_sources_pk PRIMARY KEY (resource_id, source_id),
  CONSTRAINT resource_sources_other_ck CHECK (source_id <> resource_id)
);
CREATE INDEX resource_sources_source_ix ON resource_sources (source_id);

ALTER TABLE resource_gradings
  -- What the engine was given and suggested, and why a person deviated from it.
  ADD COLUMN reasons jsonb,
  -- By which case; none where it was seeded or recorded from outside.
  ADD COLUMN case_id uuid CONSTRAINT resource_gradings_case_fk REFERENCES cases;

ALTER TABLE resource_copies
  DROP CONSTRAINT resource_copies_kind_ck,
  ADD CONSTRAINT resource_copies_kind_ck CHECK (kind IN ('BACKUP','EXPORT','DERIVED','VENDOR','RECIPIENT')),
  -- Medium, manufacturer, model, serial and asset number.
  ADD COLUMN details jsonb,
  ADD COLUMN case_id uuid CONSTRAINT resource_copies_case_fk REFERENCES cases,
  ADD COLUMN destroyed_at timestamptz,
  ADD COLUMN destroyed_by uuid CONSTRAINT resource_copies_destroyed_fk REFERENCES cases,
  ADD CONSTRAINT resource_copies_destroyed_ck CHECK ((destroyed_at IS NULL) = (destroyed_by IS NULL));

-- 变更登记 (第二十七、三十条).
CREATE TABLE resource_changes (
  id uuid CONSTRAINT resource_changes_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT resource_changes_case_fk REFERENCES cases,
  resource_id uuid NOT NULL CONSTRAINT resource_changes_resource_fk REFERENCES resources,
  kind text NOT NULL CONSTRAINT resource_changes_kind_ck CHECK (kind IN ('BASIC','OTHER','DERIVED','NATIONAL')),
  cause text NOT NULL,
  -- From which the limit counts; it may lie before the registration.
  changed_at date NOT NULL,
  status text NOT NULL CONSTRAINT resource_changes_status_ck CHECK (status IN ('OPEN','REGRADED','REPORTED','NO_CHANGE')),
  registered_at timestamptz NOT NULL,
  settled_at timestamptz,
  CONSTRAINT resource_changes_case_uq UNIQUE (case_id, resource_id),
  CONSTRAINT resource_changes_settled_ck CHECK ((status = 'OPEN') = (settled_at IS NULL))
);
CREATE INDEX resource_changes_resource_ix ON resource_changes (resource_id);
CREATE INDEX resource_changes_open_ix ON resource_changes (kind, changed_at) WHERE status = 'OPEN';

-- 区级数据目录, entry by entry: what stands for a resource is read from all that was entered for it.
CREATE TABLE catalogue_entries (
  id uuid CONSTRAINT catalogue_entries_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT catalogue_entries_case_fk REFERENCES cases,
  resource_id uuid NOT NULL CONSTRAINT catalogue_entries_resource_fk REFERENCES resources,
  source text NOT NULL CONSTRAINT catalogue_entries_source_ck CHECK (source IN ('NATIONAL','MUNICIPAL','UNIT')),
  level text NOT NULL CONSTRAINT catalogue_entries_level_ck CHECK (level IN ('GENERAL','IMPORTANT','CORE')),
  status text NOT NULL CONSTRAINT catalogue_entries_status_ck CHECK (status IN ('ACCEPTED','PROPOSED','DETERMINED')),
  document_no text,
  at timestamptz NOT NULL
);
CREATE INDEX catalogue_entries_resource_ix ON catalogue_entries (resource_id, id);
CREATE TRIGGER catalogue_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON catalogue_entries FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- 备案、清单和报告.
CREATE SEQUENCE filing_numbers;
CREATE TABLE filings (
  id uuid CONSTRAINT filings_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT filings_case_fk REFERENCES cases,
  org_id uuid NOT NULL CONSTRAINT filings_org_fk REFERENCES organisations,
  kind text NOT NULL CONSTRAINT filings_kind_ck CHECK (kind IN ('SHARING','OPENING','INVENTORY','CHANGE_REPORT','ANNUAL_ASSESSMENT')),
  year int,
  status text NOT NULL CONSTRAINT filings_status_ck CHECK (status IN ('SUBMITTED','RETURNED','RECEIVED')),
  -- 回执号, drawn when it is received.
  number text CONSTRAINT filings_number_uq UNIQUE,
  -- How often it was submitted.
  rounds int NOT NULL,
  -- What was incomplete when it was last returned.
  points text[] NOT NULL DEFAULT '{}',
  submitted_at timestamptz NOT NULL,
  returned_at timestamptz,
  received_at timestamptz,
  CONSTRAINT filings_case_uq UNIQUE (case_id, kind),
  CONSTRAINT filings_received_ck CHECK ((status = 'RECEIVED') = (number IS NOT NULL) AND (status = 'RECEIVED') = (received_at IS NOT NULL))
);
CREATE INDEX filings_org_ix ON filings (org_id, id DESC);

-- 证明: what it says and its digest never change; its document comes later.
CREATE SEQUENCE certificate_numbers;
CREATE TABLE certificates (
  id uuid CONSTRAINT certificates_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT certificates_case_fk REFERENCES cases,
  org_id uuid NOT NULL CONSTRAINT certificates_org_fk REFERENCES organisations,
  kind text NOT NULL CONSTRAINT certificates_kind_ck CHECK (kind IN ('DESTRUCTION')),
  number text NOT NULL CONSTRAINT certificates_number_uq UNIQUE,
  body jsonb NOT NULL,
  digest text NOT NULL,
  issued_at timestamptz NOT NULL,
  attachment_id uuid CONSTRAINT certificates_attachment_fk REFERENCES attachments
);
CREATE INDEX certificates_case_ix ON certificates (case_id);
CREATE INDEX certificates_org_ix ON certificates (org_id, id DESC);

-- 待履行事项.
CREATE TABLE obligations (
  id uuid CONSTRAINT obligations_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT obligations_case_fk REFERENCES cases,
  org_id uuid NOT NULL CONSTRAINT obligations_org_fk REFERENCES organisations,
  key text NOT NULL,
  title text NOT NULL,
  article text NOT NULL,
  -- To whom it is owed.
  addressee text NOT NULL,
  due_at timestamptz,
  status text NOT NULL CONSTRAINT obligations_status_ck CHECK (status IN ('OPEN','FULFILLED','CANCELLED')),
  fulfilled_at timestamptz,
  receipt_no text,
  entered_at timestamptz NOT NULL,
  CONSTRAINT obligations_case_uq UNIQUE (case_id, key),
  CONSTRAINT obligations_fulfilled_ck CHECK ((status = 'FULFILLED') = (fulfilled_at IS NOT NULL))
);
CREATE INDEX obligations_org_ix ON obligations (org_id, id DESC);
CREATE INDEX obligations_due_ix ON obligations (due_at) WHERE status = 'OPEN';

-- 冻结: what may not be destroyed.
CREATE TABLE preservations (
  id uuid CONSTRAINT preservations_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT preservations_case_fk REFERENCES cases,
  resource_id uuid NOT NULL CONSTRAINT preservations_resource_fk REFERENCES resources,
  basis text NOT NULL,
  held_at timestamptz NOT NULL,
  lifted_at timestamptz,
  CONSTRAINT preservations_case_uq UNIQUE (case_id, resource_id)
);
CREATE INDEX preservations_held_ix ON preservations (resource_id) WHERE lifted_at IS NULL;

-- 关联办件, beyond parent and child.
CREATE TABLE case_links (
  case_id uuid NOT NULL CONSTRAINT case_links_case_fk REFERENCES cases,
  kind text NOT NULL CONSTRAINT case_links_kind_ck CHECK (kind IN ('USES_GRANT_OF','FOLLOWS','CLEARED_BY')),
  to_case_id uuid NOT NULL CONSTRAINT case_links_to_fk REFERENCES cases,
  -- Where it rests on a grant of that case.
  grant_id uuid CONSTRAINT case_links_grant_fk REFERENCES grants,
  at timestamptz NOT NULL,
  CONSTRAINT case_links_pk PRIMARY KEY (case_id, kind, to_case_id),
  CONSTRAINT case_links_other_ck CHECK (to_case_id <> case_id)
);
CREATE INDEX case_links_to_ix ON case_links (to_case_id);

GRANT USAGE ON SEQUENCE filing_numbers, certificate_numbers TO qingdun_app;
GRANT SELECT, INSERT ON resource_sources, catalogue_entries, case_links TO qingdun_app;
GRANT INSERT, UPDATE (location, details, destroyed_at, destroyed_by) ON resource_copies TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (kind, cause, changed_at, status, settled_at) ON resource_changes TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (year, status, number, rounds, points, submitted_at, returned_at, received_at) ON filings TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (attachment_id) ON certificates TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (title, article, addressee, due_at, status, fulfilled_at, receipt_no) ON obligations TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (basis, held_at, lifted_at) ON preservations TO qingdun_app;
