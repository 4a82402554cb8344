-- The second factor of a login: time-based codes, and recovery codes for who has lost them.

CREATE TABLE second_factors (
  person_id uuid CONSTRAINT second_factors_pk PRIMARY KEY CONSTRAINT second_factors_person_fk REFERENCES persons,
  -- Sealed with a key that the database does not have.
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Until a first code proves that the person has it, it stands for nothing.
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: that one and older ones are not taken again.
  last_step bigint
);

CREATE TABLE recovery_codes (
  person_id uuid NOT NULL CONSTRAINT recovery_codes_factor_fk REFERENCES second_factors ON DELETE CASCADE,
  code_hash text NOT NULL,
  used_at timestamptz,
  CONSTRAINT recovery_codes_pk PRIMARY KEY (person_id, code_hash)
);

GRANT SELECT, INSERT, UPDATE (sealed_secret, created_at, confirmed_at, last_step), DELETE ON second_factors TO qingdun_app;
GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON recovery_codes TO qingdun_app;
