"""Take actor and time of a security event from its transaction, whatever the statement says."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions

FORWARDS = """
CREATE TRIGGER stamp BEFORE INSERT ON audit_securityevent
  FOR EACH ROW EXECUTE FUNCTION app_stamp_security_event();
REVOKE EXECUTE ON FUNCTION app_stamp_security_event() FROM PUBLIC;
"""
BACKWARDS = "DROP TRIGGER stamp ON audit_securityevent;"


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0004_tell_of_approvals_and_sessions"),
        ("tenancy", "0002_hold_actor_and_time"),
    ]
    operations = [
        LoadFunctions("app_stamp_security_event"),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
