DROP TABLE expected_runs;
