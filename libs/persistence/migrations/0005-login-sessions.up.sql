-- Who is signed in. A session is found by the digest of an id that only its token carries.

CREATE TABLE login_sessions (
  id uuid CONSTRAINT login_sessions_pk PRIMARY KEY,
  -- SHA-256 of the token's `sid`, in hexadecimal.
  sid_hash text NOT NULL CONSTRAINT login_sessions_sid_uq UNIQUE,
  person_id uuid NOT NULL CONSTRAINT login_sessions_person_fk REFERENCES persons,
  method text NOT NULL CONSTRAINT login_sessions_method_ck CHECK (method IN ('PASSWORD','OIDC')),
  -- What the client calls itself, for its owner to know it by.
  user_agent text,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- When the person last proved who they are: with the password at the beginning, at a provider when it says so (none where it
  -- does not), and at each re-authentication since.
  reauthenticated_at timestamptz,
  -- The last request, to the minute.
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Over after so long without a request, and at `expires_at` whatever happens: as the policies were at its beginning.
  idle_seconds int NOT NULL CONSTRAINT login_sessions_idle_ck CHECK (idle_seconds > 0),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text CONSTRAINT login_sessions_reason_ck CHECK (end_reason IN ('LOGOUT','OWNER','ADMINISTRATOR','PERSON_INACTIVE')),
  CONSTRAINT login_sessions_proven_ck CHECK (method <> 'PASSWORD' OR reauthenticated_at IS NOT NULL),
  CONSTRAINT login_sessions_ended_ck CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX login_sessions_person_ix ON login_sessions (person_id, id DESC);
CREATE INDEX login_sessions_expiry_ix ON login_sessions (expires_at);

CREATE FUNCTION end_sessions_of_inactive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE login_sessions SET ended_at = clock_timestamp(), end_reason = 'PERSON_INACTIVE' WHERE person_id = NEW.id AND ended_at IS NULL;
  RETURN NULL;
END $$;
-- Whoever takes a person off the roster; they do not come back with the person.
CREATE TRIGGER persons_end_sessions AFTER UPDATE OF active ON persons FOR EACH ROW
  WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION end_sessions_of_inactive();

GRANT SELECT, INSERT, UPDATE (reauthenticated_at, seen_at, ended_at, end_reason), DELETE ON login_sessions TO qingdun_app;
