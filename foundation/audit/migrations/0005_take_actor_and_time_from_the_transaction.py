"""A line of the security log says who and when by the transaction it was written in, whatever the statement says."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION app_stamp_security_event() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.at := public.app_now();
  -- A command at the server without an actor writes in nobody's name.
  NEW.principal := coalesce(nullif(current_setting('app.actor', true), ''), 'public');
  RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE INSERT ON audit_securityevent
  FOR EACH ROW EXECUTE FUNCTION app_stamp_security_event();
REVOKE EXECUTE ON FUNCTION app_stamp_security_event() FROM PUBLIC;
"""
BACKWARDS = """
DROP TRIGGER stamp ON audit_securityevent; DROP FUNCTION app_stamp_security_event();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0004_tell_of_approvals_and_sessions"),
        ("tenancy", "0002_hold_actor_and_time"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
