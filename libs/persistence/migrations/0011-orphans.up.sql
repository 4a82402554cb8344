-- What the reconciler saw on one side alone: an open case without a run, or a run without an open case. Gone when a later round sees both.
CREATE TABLE orphans (
  -- The workflow id as well; of a run, the record may know no such case.
  case_id uuid CONSTRAINT orphans_pk PRIMARY KEY,
  side text NOT NULL CONSTRAINT orphans_side_ck CHECK (side IN ('CASE','RUN')),
  -- Of a run, as it says itself.
  number text,
  process_type text,
  unit text,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT orphans_run_ck CHECK (side = 'RUN' OR num_nonnulls(number, process_type, unit) = 0)
);

-- What is stuck is counted at every scrape: found without reading what is well.
CREATE INDEX cases_stopped_ix ON cases (id) WHERE stopped IS NOT NULL;
CREATE INDEX engine_states_failing_ix ON engine_states (case_id) WHERE last_failure IS NOT NULL;
CREATE INDEX engine_states_differing_ix ON engine_states (case_id) WHERE told_differently_seq IS NOT NULL;
CREATE INDEX effects_undone_ix ON effects (case_id) WHERE done_at IS NULL;
CREATE INDEX clocks_ever_breached_ix ON clocks (key, case_id) WHERE breached_at IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON orphans TO qingdun_app;
