"""The functions every policy asks: who acts, and what time the portal says it is."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION app_actor() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE who text := current_setting('app.actor', true);
BEGIN
  IF who IS NULL OR who = '' THEN
    RAISE EXCEPTION 'no actor: a tenant table was asked outside acting()' USING ERRCODE = 'PSP01';
  END IF;
  RETURN who;
END $$;
CREATE FUNCTION app_user() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN public.app_actor() LIKE 'user:%' THEN substr(public.app_actor(), 6)::bigint END
$$;
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
$$;
CREATE TABLE portal_counters (
  cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX portal_counters_expires ON portal_counters (expires);
"""
BACKWARDS = """
DROP TABLE portal_counters;
DROP FUNCTION app_now(); DROP FUNCTION app_user(); DROP FUNCTION app_actor();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
