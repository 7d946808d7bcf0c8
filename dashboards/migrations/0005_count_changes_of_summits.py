"""Raise the version of the public pages when a published summit appears, changes, or goes: the sitemap lists it."""

from django.db import migrations

TABLE = "summits_summit"
# Whether visitors read the summit; the work on one that isn't published leaves the public pages as they are.
WHEN = {
    "INSERT": "NEW.is_published",
    "UPDATE": "OLD.is_published OR NEW.is_published",
    "DELETE": "OLD.is_published",
}


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0004_count_changes_of_accomplishments"),
        ("summits", "0001_open_the_room"),
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
