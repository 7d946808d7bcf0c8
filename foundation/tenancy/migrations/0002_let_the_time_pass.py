"""Within a transaction the portal's time passes: what ended since it began has ended for its next statement."""

from django.db import migrations

FORWARDS = """
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    nullif(current_setting('app.now', true), '')::timestamptz + (statement_timestamp()
      - coalesce(nullif(current_setting('app.told', true), '')::timestamptz, statement_timestamp())),
    now())
$$;
"""
BACKWARDS = """
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_tell_who_acts")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
