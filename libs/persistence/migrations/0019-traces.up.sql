-- The trace of the act, as W3C `traceparent`, so that telling the engine goes on in it; null where nothing is traced.
ALTER TABLE outbox ADD COLUMN trace text CONSTRAINT outbox_trace_ck CHECK (trace ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');
