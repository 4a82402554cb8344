-- The record of Qingdun. Owned by the role that migrates; the application connects as `qingdun_app`, which owns nothing.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qingdun_app') THEN CREATE ROLE qingdun_app NOLOGIN; END IF;
EXCEPTION
  -- Roles belong to the cluster: another database of it is being migrated at the same moment.
  WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- ---- roster: who may act ----

CREATE TABLE organisations (
  id uuid CONSTRAINT organisations_pk PRIMARY KEY,
  code text NOT NULL CONSTRAINT organisations_code_uq UNIQUE CONSTRAINT organisations_code_ck CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{1,31}$'),
  name text NOT NULL,
  type text NOT NULL CONSTRAINT organisations_type_ck CHECK (type IN ('DISTRICT_COMMISSION','DISTRICT_CENTER','MEDICAL_INSTITUTION','DATA_USER_ORG','SERVICE_PROVIDER','EXTERNAL_AUTHORITY')),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE persons (
  id uuid CONSTRAINT persons_pk PRIMARY KEY,
  name text NOT NULL,
  account text NOT NULL CONSTRAINT persons_account_uq UNIQUE,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE local_accounts (
  person_id uuid CONSTRAINT local_accounts_pk PRIMARY KEY CONSTRAINT local_accounts_person_fk REFERENCES persons,
  password_hash text NOT NULL,
  failures int NOT NULL DEFAULT 0,
  locked_until timestamptz
);

CREATE TABLE external_identities (
  issuer text NOT NULL,
  subject text NOT NULL,
  person_id uuid NOT NULL CONSTRAINT external_identities_person_fk REFERENCES persons,
  CONSTRAINT external_identities_pk PRIMARY KEY (issuer, subject)
);

CREATE TABLE revoked_tokens (
  jti uuid CONSTRAINT revoked_tokens_pk PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

CREATE TABLE machine_clients (
  id uuid CONSTRAINT machine_clients_pk PRIMARY KEY,
  client_id text NOT NULL CONSTRAINT machine_clients_client_id_uq UNIQUE,
  secret_hash text NOT NULL,
  name text NOT NULL,
  org_id uuid NOT NULL CONSTRAINT machine_clients_org_fk REFERENCES organisations,
  active boolean NOT NULL DEFAULT true
);

CREATE TABLE assignments (
  id uuid CONSTRAINT assignments_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT assignments_person_fk REFERENCES persons,
  position text NOT NULL,
  org_id uuid NOT NULL CONSTRAINT assignments_org_fk REFERENCES organisations,
  dept text,
  document_no text,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  CONSTRAINT assignments_validity_ck CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX assignments_seat_ix ON assignments (org_id, position);
CREATE INDEX assignments_person_ix ON assignments (person_id);

CREATE TABLE bodies (
  id uuid CONSTRAINT bodies_pk PRIMARY KEY,
  code text NOT NULL,
  org_id uuid NOT NULL CONSTRAINT bodies_org_fk REFERENCES organisations,
  title text NOT NULL,
  CONSTRAINT bodies_code_uq UNIQUE (org_id, code)
);

CREATE TABLE body_members (
  body_id uuid NOT NULL CONSTRAINT body_members_body_fk REFERENCES bodies,
  person_id uuid NOT NULL CONSTRAINT body_members_person_fk REFERENCES persons,
  chair boolean NOT NULL DEFAULT false,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  CONSTRAINT body_members_pk PRIMARY KEY (body_id, person_id, valid_from),
  CONSTRAINT body_members_validity_ck CHECK (valid_to IS NULL OR valid_to > valid_from)
);

-- ---- law as data ----

CREATE TABLE policies (
  key text NOT NULL,
  effective_from date NOT NULL,
  title text NOT NULL,
  value jsonb NOT NULL,
  basis text NOT NULL,
  basis_class text NOT NULL CONSTRAINT policies_class_ck CHECK (basis_class IN ('S','F','F2','R','D')),
  verified boolean NOT NULL,
  note text,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  recorded_by uuid CONSTRAINT policies_person_fk REFERENCES persons,
  CONSTRAINT policies_pk PRIMARY KEY (key, effective_from, recorded_at)
);

CREATE TABLE calendar_years (
  year int CONSTRAINT calendar_years_pk PRIMARY KEY,
  source text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE calendar_days (
  day date CONSTRAINT calendar_days_pk PRIMARY KEY,
  kind text NOT NULL CONSTRAINT calendar_days_kind_ck CHECK (kind IN ('HOLIDAY','WORKDAY')),
  name text NOT NULL
);

CREATE TABLE definitions (
  process_type text NOT NULL,
  version int NOT NULL,
  digest text NOT NULL,
  body jsonb NOT NULL,
  form_schema jsonb,
  ui_schema jsonb,
  pinned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT definitions_pk PRIMARY KEY (process_type, version)
);

-- ---- 数据资源目录 ----

CREATE TABLE resources (
  id uuid CONSTRAINT resources_pk PRIMARY KEY,
  code text NOT NULL,
  name text NOT NULL,
  org_id uuid NOT NULL CONSTRAINT resources_org_fk REFERENCES organisations,
  business_owner_dept text NOT NULL,
  category text NOT NULL CONSTRAINT resources_category_ck CHECK (category IN ('FOUNDATIONAL_RESOURCE','BUSINESS_RESOURCE','THEMATIC_RESOURCE')),
  proposed_level text CONSTRAINT resources_proposed_ck CHECK (proposed_level IN ('GENERAL','IMPORTANT','CORE')),
  determined_level text CONSTRAINT resources_determined_ck CHECK (determined_level IN ('GENERAL','IMPORTANT','CORE')),
  grading_status text NOT NULL CONSTRAINT resources_grading_ck CHECK (grading_status IN ('UNGRADED','GRADED','REGRADE_PENDING')),
  sensitive boolean NOT NULL DEFAULT false,
  subject_count bigint NOT NULL DEFAULT 0 CONSTRAINT resources_subjects_ck CHECK (subject_count >= 0),
  revision int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT resources_code_uq UNIQUE (org_id, code)
);

CREATE TABLE resource_gradings (
  id uuid CONSTRAINT resource_gradings_pk PRIMARY KEY,
  resource_id uuid NOT NULL CONSTRAINT resource_gradings_resource_fk REFERENCES resources,
  revision int NOT NULL,
  proposed_level text,
  determined_level text,
  grading_status text NOT NULL,
  basis text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT resource_gradings_revision_uq UNIQUE (resource_id, revision)
);

CREATE TABLE resource_copies (
  id uuid CONSTRAINT resource_copies_pk PRIMARY KEY,
  resource_id uuid NOT NULL CONSTRAINT resource_copies_resource_fk REFERENCES resources,
  kind text NOT NULL CONSTRAINT resource_copies_kind_ck CHECK (kind IN ('BACKUP','EXPORT','DERIVED','VENDOR')),
  location text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX resource_copies_resource_ix ON resource_copies (resource_id);

-- ---- cases ----

CREATE SEQUENCE case_numbers;

CREATE TABLE cases (
  id uuid CONSTRAINT cases_pk PRIMARY KEY,
  number text NOT NULL CONSTRAINT cases_number_uq UNIQUE,
  process_type text NOT NULL,
  definition_version int NOT NULL,
  definition_digest text NOT NULL,
  title text NOT NULL,
  org_id uuid NOT NULL CONSTRAINT cases_org_fk REFERENCES organisations,
  dept text,
  applicant_id uuid NOT NULL CONSTRAINT cases_applicant_fk REFERENCES persons,
  applicant_position text NOT NULL,
  status text NOT NULL DEFAULT 'OPEN' CONSTRAINT cases_status_ck CHECK (status IN ('OPEN','HELD','CLOSED')),
  outcome text,
  facts jsonb NOT NULL,
  seq int NOT NULL DEFAULT 0,
  journal_digest text,
  wants_digest text,
  -- Policy values as they stood when the case started: a later change of policy does not move a running case.
  policies jsonb NOT NULL,
  last_at timestamptz NOT NULL,
  next_due_at timestamptz,
  due_revision int NOT NULL DEFAULT 0,
  -- Why the record refuses every act: the story and the journal have parted ways.
  stopped jsonb,
  parent_id uuid CONSTRAINT cases_parent_fk REFERENCES cases,
  parent_want text,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  CONSTRAINT cases_definition_fk FOREIGN KEY (process_type, definition_version) REFERENCES definitions,
  CONSTRAINT cases_closed_ck CHECK ((status = 'CLOSED') = (outcome IS NOT NULL) AND (status = 'CLOSED') = (closed_at IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX cases_org_ix ON cases (org_id, id DESC);
CREATE INDEX cases_applicant_ix ON cases (applicant_id, id DESC);
CREATE INDEX cases_open_ix ON cases (id) WHERE status <> 'CLOSED';
CREATE INDEX cases_due_ix ON cases (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE UNIQUE INDEX cases_parent_want_uq ON cases (parent_id, parent_want) WHERE parent_id IS NOT NULL;

CREATE TABLE case_events (
  case_id uuid NOT NULL CONSTRAINT case_events_case_fk REFERENCES cases,
  seq int NOT NULL,
  type text NOT NULL,
  want_id text,
  at timestamptz NOT NULL,
  body jsonb NOT NULL,
  -- The running digest of the journal up to here, and of what the story wanted after it.
  digest text NOT NULL,
  wants_digest text NOT NULL,
  CONSTRAINT case_events_pk PRIMARY KEY (case_id, seq)
);

CREATE TABLE case_resources (
  case_id uuid NOT NULL CONSTRAINT case_resources_case_fk REFERENCES cases,
  resource_id uuid NOT NULL CONSTRAINT case_resources_resource_fk REFERENCES resources,
  -- The grading revision that the case has taken note of.
  seen_revision int NOT NULL,
  CONSTRAINT case_resources_pk PRIMARY KEY (case_id, resource_id)
);
CREATE INDEX case_resources_resource_ix ON case_resources (resource_id);

CREATE TABLE form_revisions (
  case_id uuid NOT NULL CONSTRAINT form_revisions_case_fk REFERENCES cases,
  revision int NOT NULL,
  data jsonb NOT NULL,
  digest text NOT NULL,
  sections jsonb NOT NULL,
  submitted_by uuid NOT NULL CONSTRAINT form_revisions_person_fk REFERENCES persons,
  submitted_at timestamptz NOT NULL,
  CONSTRAINT form_revisions_pk PRIMARY KEY (case_id, revision)
);

-- One row a want of the story: people's steps, and gates, children, effects, grants and periods beside them.
CREATE TABLE steps (
  id uuid CONSTRAINT steps_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT steps_case_fk REFERENCES cases,
  want_id text NOT NULL,
  kind text NOT NULL CONSTRAINT steps_kind_ck CHECK (kind IN ('APPROVE','COMPLETE','SESSION','ON_DEMAND','CORRECTION','GRANT','CHILD','GATE','DIVERSION','EFFECT','PERIOD')),
  key text NOT NULL,
  subject text,
  occurrence int NOT NULL,
  review text,
  status text NOT NULL CONSTRAINT steps_status_ck CHECK (status IN ('OPEN','SETTLED','STALE','CANCELLED')),
  outcome text,
  opened_seq int NOT NULL,
  opened_at timestamptz NOT NULL,
  settled_seq int,
  settled_at timestamptz,
  due_at timestamptz,
  -- Digest of the evidence that settled it, for the steps that judge it.
  evidence_digest text,
  -- Nobody holds the seat.
  unstaffed boolean NOT NULL DEFAULT false,
  -- The gate rules that block.
  blocked jsonb
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX steps_want_uq ON steps (case_id, want_id) WHERE status <> 'CANCELLED';
CREATE INDEX steps_case_ix ON steps (case_id);
-- The condition of the list of stuck cases, word for word.
CREATE INDEX steps_stuck_ix ON steps (case_id) WHERE status = 'OPEN' AND (unstaffed OR blocked IS NOT NULL);

CREATE TABLE tasks (
  id uuid CONSTRAINT tasks_pk PRIMARY KEY,
  step_id uuid NOT NULL CONSTRAINT tasks_step_fk REFERENCES steps,
  case_id uuid NOT NULL CONSTRAINT tasks_case_fk REFERENCES cases,
  -- The seat: a position in an organisation (and department), or a person (applicant, member of a body).
  position text,
  org_id uuid CONSTRAINT tasks_org_fk REFERENCES organisations,
  dept text,
  person_id uuid CONSTRAINT tasks_person_fk REFERENCES persons,
  assignee_id uuid CONSTRAINT tasks_assignee_fk REFERENCES persons,
  delegated_from uuid CONSTRAINT tasks_delegated_fk REFERENCES persons,
  -- Everybody through whose hands the task came: separation of duties counts them all.
  chain uuid[] NOT NULL DEFAULT '{}',
  status text NOT NULL CONSTRAINT tasks_status_ck CHECK (status IN ('OPEN','DONE','CANCELLED')),
  version int NOT NULL DEFAULT 1,
  opened_at timestamptz NOT NULL,
  due_at timestamptz,
  ended_at timestamptz,
  CONSTRAINT tasks_seat_ck CHECK ((position IS NOT NULL AND org_id IS NOT NULL) OR person_id IS NOT NULL)
) WITH (fillfactor = 70);
CREATE INDEX tasks_step_ix ON tasks (step_id);
CREATE INDEX tasks_case_ix ON tasks (case_id);
CREATE INDEX tasks_seat_ix ON tasks (org_id, position, due_at) WHERE status = 'OPEN' AND person_id IS NULL;
-- Whoever once had a task in a case may go on seeing it: ended tasks count too.
CREATE INDEX tasks_person_ix ON tasks (person_id, status, case_id) WHERE person_id IS NOT NULL;
CREATE INDEX tasks_assignee_ix ON tasks (assignee_id, status, case_id) WHERE assignee_id IS NOT NULL;

CREATE TABLE decisions (
  id uuid CONSTRAINT decisions_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT decisions_case_fk REFERENCES cases,
  step_id uuid NOT NULL CONSTRAINT decisions_step_fk REFERENCES steps,
  -- An on-demand act has no task.
  task_id uuid CONSTRAINT decisions_task_fk REFERENCES tasks,
  -- The step key, or the review's for a correction: the role that separation of duties counts.
  role text NOT NULL,
  outcome text NOT NULL,
  opinion text,
  evidence jsonb,
  missing jsonb,
  actor_id uuid NOT NULL CONSTRAINT decisions_actor_fk REFERENCES persons,
  position text NOT NULL,
  org_id uuid NOT NULL CONSTRAINT decisions_org_fk REFERENCES organisations,
  on_behalf_of uuid CONSTRAINT decisions_behalf_fk REFERENCES persons,
  -- The effective chain: the actor and everybody through whose hands the task came.
  chain uuid[] NOT NULL,
  -- What was shown and decided upon.
  digest text NOT NULL,
  at timestamptz NOT NULL,
  voided_at timestamptz
);
CREATE UNIQUE INDEX decisions_task_uq ON decisions (task_id) WHERE voided_at IS NULL;
CREATE INDEX decisions_case_ix ON decisions (case_id);
CREATE INDEX decisions_actor_ix ON decisions (actor_id, case_id);

CREATE TABLE clocks (
  id uuid CONSTRAINT clocks_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT clocks_case_fk REFERENCES cases,
  step_id uuid NOT NULL CONSTRAINT clocks_step_fk REFERENCES steps,
  -- The policy row, or the grant's own end.
  key text NOT NULL,
  nature text NOT NULL CONSTRAINT clocks_nature_ck CHECK (nature IN ('SOFT','HARD')),
  basis text NOT NULL,
  base_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  -- The year's holidays are not published yet: counted again when they are.
  provisional boolean NOT NULL DEFAULT false,
  -- The revision of the calendar by which a provisional instant was counted.
  counted_by uuid,
  pauses jsonb NOT NULL DEFAULT '[]',
  stopped_at timestamptz,
  breached_at timestamptz,
  -- Reminders sent and the level of escalation reached.
  reminded int NOT NULL DEFAULT 0,
  escalated int NOT NULL DEFAULT 0,
  -- The next instant at which this clock has something to do.
  next_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX clocks_case_ix ON clocks (case_id);
CREATE INDEX clocks_provisional_ix ON clocks (case_id) WHERE provisional AND stopped_at IS NULL;
CREATE INDEX clocks_breached_ix ON clocks (case_id) WHERE breached_at IS NOT NULL AND stopped_at IS NULL;

CREATE TABLE grants (
  id uuid CONSTRAINT grants_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT grants_case_fk REFERENCES cases,
  want_id text NOT NULL,
  key text NOT NULL,
  org_id uuid NOT NULL CONSTRAINT grants_org_fk REFERENCES organisations,
  holder_id uuid NOT NULL CONSTRAINT grants_holder_fk REFERENCES persons,
  scope jsonb NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  cap int,
  used bigint NOT NULL DEFAULT 0,
  ordered_suspension boolean NOT NULL DEFAULT false,
  awaits_reauthorization boolean NOT NULL DEFAULT false,
  suspended_at timestamptz,
  suspended_seq int,
  ended_at timestamptz,
  end_reason text CONSTRAINT grants_reason_ck CHECK (end_reason IN ('EXPIRED','REVOKED','HANDED_BACK','USED_UP')),
  CONSTRAINT grants_want_uq UNIQUE (case_id, want_id),
  CONSTRAINT grants_ended_ck CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);

CREATE TABLE grant_usages (
  id uuid CONSTRAINT grant_usages_pk PRIMARY KEY,
  grant_id uuid NOT NULL CONSTRAINT grant_usages_grant_fk REFERENCES grants,
  operation text NOT NULL,
  count bigint NOT NULL CONSTRAINT grant_usages_count_ck CHECK (count > 0),
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  client_id uuid CONSTRAINT grant_usages_client_fk REFERENCES machine_clients,
  person_id uuid CONSTRAINT grant_usages_person_fk REFERENCES persons,
  within_grant boolean NOT NULL
);

CREATE TABLE attachments (
  id uuid CONSTRAINT attachments_pk PRIMARY KEY,
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  sha256 text NOT NULL,
  uploaded_by uuid CONSTRAINT attachments_person_fk REFERENCES persons,
  uploaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  case_id uuid CONSTRAINT attachments_case_fk REFERENCES cases,
  decision_id uuid CONSTRAINT attachments_decision_fk REFERENCES decisions
);
CREATE INDEX attachments_case_ix ON attachments (case_id);

CREATE TABLE effects (
  case_id uuid NOT NULL CONSTRAINT effects_case_fk REFERENCES cases,
  want_id text NOT NULL,
  kind text NOT NULL,
  claimed_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 1,
  done_at timestamptz,
  result jsonb,
  CONSTRAINT effects_pk PRIMARY KEY (case_id, want_id)
);

CREATE TABLE comments (
  id uuid CONSTRAINT comments_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT comments_case_fk REFERENCES cases,
  author_id uuid NOT NULL CONSTRAINT comments_author_fk REFERENCES persons,
  text text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX comments_case_ix ON comments (case_id, id);

CREATE TABLE urgings (
  id uuid CONSTRAINT urgings_pk PRIMARY KEY,
  task_id uuid NOT NULL CONSTRAINT urgings_task_fk REFERENCES tasks,
  by_id uuid NOT NULL CONSTRAINT urgings_person_fk REFERENCES persons,
  at timestamptz NOT NULL
);
CREATE INDEX urgings_task_ix ON urgings (task_id, at DESC);

CREATE TABLE drafts (
  id uuid CONSTRAINT drafts_pk PRIMARY KEY,
  owner_id uuid NOT NULL CONSTRAINT drafts_owner_fk REFERENCES persons,
  process_type text NOT NULL,
  form jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX drafts_owner_ix ON drafts (owner_id, id DESC);

-- ---- what happened, and what has to be told ----

CREATE TABLE audit_events (
  id uuid CONSTRAINT audit_events_pk PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  action text NOT NULL,
  actor_kind text NOT NULL CONSTRAINT audit_events_actor_ck CHECK (actor_kind IN ('PERSON','SYSTEM','CLIENT')),
  actor_id uuid,
  position text,
  org_id uuid,
  case_id uuid,
  seq int,
  -- The error code of a refused attempt.
  refused text,
  -- How many refused attempts this event stands for.
  count int NOT NULL DEFAULT 1,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_case_ix ON audit_events (case_id, id);

CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER case_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_events FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER form_revisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON form_revisions FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER resource_gradings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON resource_gradings FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- What the engine has not been told yet. The relay deletes what it has told.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outbox_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT outbox_case_fk REFERENCES cases,
  seq int NOT NULL,
  -- An effect is wanted, an end or a child has work to do, or something falls due soon.
  urgent boolean NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox_case_ix ON outbox (case_id);
-- The relay takes what is urgent first, then what is oldest.
CREATE INDEX outbox_order_ix ON outbox (urgent DESC, id);

-- What a child's end means to its parent, delivered by the record without the engine.
CREATE TABLE parent_outbox (
  child_id uuid CONSTRAINT parent_outbox_pk PRIMARY KEY CONSTRAINT parent_outbox_child_fk REFERENCES cases,
  parent_id uuid NOT NULL CONSTRAINT parent_outbox_parent_fk REFERENCES cases,
  want_id text NOT NULL,
  outcome text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- How far the engine was told, and what it said.
CREATE TABLE engine_states (
  case_id uuid CONSTRAINT engine_states_pk PRIMARY KEY CONSTRAINT engine_states_case_fk REFERENCES cases,
  told_seq int NOT NULL DEFAULT 0,
  told_due_revision int NOT NULL DEFAULT 0,
  told_at timestamptz,
  last_failure text,
  failed_at timestamptz,
  told_differently_seq int
) WITH (fillfactor = 70);

-- Notices that people are owed (reminders, breaches, escalations, urgings). They are recorded; no channel delivers them yet.
CREATE TABLE notices (
  id uuid CONSTRAINT notices_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT notices_case_fk REFERENCES cases,
  kind text NOT NULL CONSTRAINT notices_kind_ck CHECK (kind IN ('REMINDER','BREACH','ESCALATION','EXPIRY','URGING','UNSTAFFED')),
  step_id uuid CONSTRAINT notices_step_fk REFERENCES steps,
  position text,
  org_id uuid,
  person_id uuid,
  at timestamptz NOT NULL
);

CREATE TABLE idempotency_keys (
  person_id uuid NOT NULL,
  path text NOT NULL,
  key text NOT NULL,
  body_digest text NOT NULL,
  status int,
  -- Text of the answer: a retry is answered to the letter.
  response json,
  location text,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT idempotency_keys_pk PRIMARY KEY (person_id, path, key)
);
CREATE INDEX idempotency_keys_at_ix ON idempotency_keys (at);

-- Services keep in memory what seldom changes, and ask each time for its revision: another one whenever something was
-- changed. It is no number: after a restore numbers would come again, with other content.
CREATE TABLE revisions (
  subject text CONSTRAINT revisions_pk PRIMARY KEY CONSTRAINT revisions_subject_ck CHECK (subject IN ('ROSTER','POLICIES','CALENDAR')),
  revision uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO revisions (subject) VALUES ('ROSTER'), ('POLICIES'), ('CALENDAR');
CREATE FUNCTION renew_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE revisions SET revision = gen_random_uuid() WHERE subject = TG_ARGV[0];
  RETURN NULL;
END $$;
CREATE TRIGGER organisations_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisations FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');
CREATE TRIGGER persons_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON persons FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');
CREATE TRIGGER assignments_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON assignments FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');
CREATE TRIGGER bodies_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON bodies FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');
CREATE TRIGGER body_members_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON body_members FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('ROSTER');
CREATE TRIGGER policies_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON policies FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('POLICIES');
CREATE TRIGGER calendar_years_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON calendar_years FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('CALENDAR');
CREATE TRIGGER calendar_days_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON calendar_days FOR EACH STATEMENT EXECUTE FUNCTION renew_revision('CALENDAR');

-- ---- least privilege ----

GRANT USAGE ON SCHEMA public TO qingdun_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO qingdun_app;
GRANT USAGE ON SEQUENCE case_numbers TO qingdun_app;
GRANT INSERT ON case_events, form_revisions, audit_events, resource_gradings, grant_usages, comments, urgings, notices, definitions TO qingdun_app;
GRANT INSERT, UPDATE ON cases, case_resources, steps, tasks, decisions, clocks, grants, attachments, effects, engine_states TO qingdun_app;
GRANT INSERT, UPDATE, DELETE ON drafts, idempotency_keys TO qingdun_app;
GRANT INSERT, DELETE ON outbox, parent_outbox, revoked_tokens TO qingdun_app;
GRANT UPDATE (failures, locked_until) ON local_accounts TO qingdun_app;
GRANT INSERT, UPDATE ON organisations, persons, assignments, bodies, body_members, policies, calendar_years, calendar_days, resources, external_identities, machine_clients TO qingdun_app;
GRANT DELETE ON calendar_days TO qingdun_app;
