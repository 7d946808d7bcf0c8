"""Give clocks that ran before the ladder was written down the steps that 0011 meant to give them.

Its three statements changed no row: row security is forced on the owner too, and nothing said who acted.
"""

from django.db import migrations

from foundation.calendars import clock
from foundation.calendars.business_time import BusinessCalendar

HALF, DAYS_AFTER = 0.5, (1, 3)
BATCH = 1000


def backfill(apps, schema_editor):
    alias = schema_editor.connection.alias
    clocks = apps.get_model("tta_requests", "Clock").objects.using(alias)
    zones = dict(apps.get_model("sites", "Site").objects.using(alias).values_list("pk", "time_zone"))
    days = apps.get_model("calendars", "ClosedDay").objects.using(alias)
    closed = dict(days.values_list("date", "short_name"))
    now = clock.now()
    mended = []
    for row in clocks.filter(rungs=[]):
        calendar = BusinessCalendar(zones[row.site_id], closed)
        half = calendar.instant_at(row.starts_at, row.due_at, HALF)
        row.rungs = [
            min(max(row.starts_at, half), row.warn_at), row.warn_at, row.due_at,
            *(calendar.add_days(row.due_at, days) for days in DAYS_AFTER),
        ]
        reached = sum(rung <= (row.paused_at or now) for rung in row.rungs)
        row.rung = reached
        if row.state == "running":
            # Nobody was told of the steps it has passed: the last of them is told now, rather than never.
            row.rung = max(reached - 1, 0)
            row.fires_at = row.rungs[row.rung]
        mended.append(row)
    clocks.bulk_update(mended, ["rungs", "rung", "fires_at"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("tta_requests", "0028_search_the_list"),
        ("sites", "0006_keep_contacts"),
        ("calendars", "0001_list_closed_days"),
    ]
    operations = [migrations.RunPython(backfill, migrations.RunPython.noop)]
