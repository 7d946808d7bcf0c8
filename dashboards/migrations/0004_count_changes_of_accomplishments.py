"""Raise the version of the public pages when a published accomplishment appears, changes, or goes."""

from django.db import migrations

TABLE = "outcomes_accomplishment"
# A draft's changes leave the public pages as they are.
SHOWN = "{row}.status IN ('published', 'corrected')"
WHEN = {
    "INSERT": SHOWN.format(row="NEW"),
    "UPDATE": f"{SHOWN.format(row='OLD')} OR {SHOWN.format(row='NEW')}",
    "DELETE": SHOWN.format(row="OLD"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0003_keep_pdfs_of_reports"),
        ("outcomes", "0002_write_accomplishments"),
    ]
    operations = [
        migrations.RunSQL(
            f"CREATE CONSTRAINT TRIGGER counts_as_a_public_{event.lower()} AFTER {event} ON {TABLE} "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ({when}) "
            "EXECUTE FUNCTION dashboards_count_public_change()",
            f"DROP TRIGGER counts_as_a_public_{event.lower()} ON {TABLE}",
        )
        for event, when in WHEN.items()
    ]
