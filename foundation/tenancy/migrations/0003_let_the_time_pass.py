"""Let the portal's time pass within a transaction, so that its next statement sees what ended."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions

BEFORE = """
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  told timestamptz := coalesce(
    nullif(pg_catalog.current_setting('app.now', true), '')::timestamptz, pg_catalog.now());
BEGIN
  IF (told < pg_catalog.now() - interval '1 minute'
      OR told > pg_catalog.clock_timestamp() + interval '1 minute')
     AND public.app_is_enforced() THEN
    RAISE EXCEPTION 'the transaction says it is %, the server says %', told, pg_catalog.clock_timestamp()
      USING ERRCODE = 'PSP04', HINT = 'Set the clocks of the portal and of PostgreSQL by one source.';
  END IF;
  RETURN told;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_hold_actor_and_time")]
    operations = [LoadFunctions("app_now", backwards=BEFORE)]
