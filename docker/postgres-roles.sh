#!/bin/sh
# Runs once, when the data volume is empty. The owner of our schema may create the application's role; Temporal's role
# makes its own databases. Neither is a superuser.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v owner="$OWNER_DB_PASSWORD" -v temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
CREATE ROLE qingdun_owner LOGIN CREATEROLE PASSWORD :'owner';
CREATE DATABASE qingdun OWNER qingdun_owner;
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'temporal';
SQL
