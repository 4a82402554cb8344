-- What could not be delivered is counted among what is stuck.
CREATE INDEX deliveries_dead_ix ON deliveries (notice_id) WHERE state = 'DEAD';
