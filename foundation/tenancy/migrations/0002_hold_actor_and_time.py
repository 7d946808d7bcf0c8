"""Make the database enforce actor and time: in history, in the security log, and in production."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions

TABLES = """
-- A row here means: what serves from this database is production. Only the owner takes it away.
CREATE TABLE tenancy_enforcement (
  is_on boolean PRIMARY KEY DEFAULT true CHECK (is_on),
  since timestamptz NOT NULL DEFAULT now()
);
-- Who wrote in a transaction. With the instant it began, because a restored server counts anew.
CREATE UNLOGGED TABLE tenancy_writer (
  xid xid8 NOT NULL, began timestamptz NOT NULL, actor text NOT NULL, PRIMARY KEY (xid, began)
);
"""
NO_TABLES = "DROP TABLE tenancy_writer; DROP TABLE tenancy_enforcement;"
# As the first migration created them, before a job could act through a person and production
# enforced the time.
BEFORE = """
CREATE OR REPLACE FUNCTION app_actor() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE who text := current_setting('app.actor', true);
BEGIN
  IF who IS NULL OR who = '' THEN
    RAISE EXCEPTION 'no actor: a tenant table was asked outside acting()' USING ERRCODE = 'PSP01';
  END IF;
  RETURN who;
END $$;
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
$$;
"""
# Triggers of every table call these; they are dropped together.
NO_TRIGGERS = "DROP FUNCTION app_guard_writes() CASCADE; DROP FUNCTION app_stamp_history() CASCADE;"
PRIVATE = """
-- Triggers call them; nobody else does, not from a trigger of their own either.
REVOKE EXECUTE ON FUNCTION app_guard_writes(), app_stamp_history() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_tell_who_acts")]
    operations = [
        migrations.RunSQL(TABLES, NO_TABLES),
        LoadFunctions("app_is_enforced", "app_enforce", "app_witness"),
        LoadFunctions("app_actor", "app_now", backwards=BEFORE),
        LoadFunctions("app_stamp_history", "app_guard_writes", backwards=NO_TRIGGERS),
        migrations.RunSQL(PRIVATE, migrations.RunSQL.noop),
    ]
