"""Raise the version of the public pages when a public notice appears."""

from django.db import migrations

TABLE = "outcomes_publicnotice"


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0005_count_changes_of_summits"),
        ("outcomes", "0009_leave_public_notices"),
    ]
    operations = [
        migrations.RunSQL(
            f"CREATE CONSTRAINT TRIGGER counts_as_a_public_insert AFTER INSERT ON {TABLE} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dashboards_count_public_change()",
            f"DROP TRIGGER counts_as_a_public_insert ON {TABLE}",
        )
    ]
