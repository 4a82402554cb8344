DROP INDEX deliveries_dead_ix;
