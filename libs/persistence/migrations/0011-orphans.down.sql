DROP INDEX clocks_ever_breached_ix, effects_undone_ix, engine_states_differing_ix, engine_states_failing_ix, cases_stopped_ix;
DROP TABLE orphans;
