"""The functions every policy calls: the current actor, and the portal's time."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions

COUNTERS = """
CREATE TABLE portal_counters (
  cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX portal_counters_expires ON portal_counters (expires);
"""
NO_COUNTERS = "DROP TABLE portal_counters;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        LoadFunctions(
            "app_actor",
            "app_user",
            "app_now",
        ),
        migrations.RunSQL(COUNTERS, NO_COUNTERS),
    ]
