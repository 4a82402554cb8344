#!/bin/sh
# Creates and updates both databases of the Temporal server. Safe to repeat: what is there stays, only newer schema
# versions are applied. Connection by SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD and SQL_PLUGIN.
set -eu
for database in temporal temporal_visibility; do
  kind=${database#temporal_}
  # Both fail where the database, or its schema table, exists already; the update after them does not forgive.
  temporal-sql-tool --db "$database" create --defaultdb postgres || echo "$database exists"
  temporal-sql-tool --db "$database" setup-schema -v 0.0 || echo "$database has a schema"
  temporal-sql-tool --db "$database" update-schema --schema-name "postgresql/v12/$kind"
done
