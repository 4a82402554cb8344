DROP TABLE revisions, idempotency_keys, notices, engine_states, parent_outbox, outbox, audit_events, drafts, urgings, comments, effects, attachments,
  grant_usages, grants, clocks, decisions, tasks, steps, form_revisions, case_resources, case_events, cases,
  resource_copies, resource_gradings, resources, definitions, calendar_days, calendar_years, policies,
  body_members, bodies, assignments, machine_clients, revoked_tokens, external_identities, local_accounts, persons, organisations;
DROP FUNCTION forbid_change(), renew_revision();
DROP SEQUENCE case_numbers;
-- What is left: the history of migrations, which the application may read.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM qingdun_app;
REVOKE USAGE ON SCHEMA public FROM qingdun_app;
DO $$ BEGIN
  DROP ROLE IF EXISTS qingdun_app;
EXCEPTION
  -- It holds privileges in another database of the cluster, or was made by somebody else: then it stays.
  WHEN dependent_objects_still_exist OR insufficient_privilege THEN NULL;
END $$;
