"""Clocks that are due step onto their next rung and leave a message, in one statement."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions

RUNGS = """
-- A clock that ran before the ladder was written down gets its rungs from what it knows.
UPDATE tta_requests_clock SET rungs = ARRAY[
    starts_at + (due_at - starts_at) / 2, warn_at, due_at,
    due_at + interval '1 day', due_at + interval '3 days']
 WHERE rungs = '{}';
UPDATE tta_requests_clock
   SET rung = (SELECT count(*) FROM unnest(rungs) r WHERE r <= now())
 WHERE state = 'running';
UPDATE tta_requests_clock SET fires_at = rungs[rung + 1] WHERE state = 'running';
"""


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0010_set_the_rungs_of_clocks"), ("outbox", "0002_vacuum_often")]
    operations = [
        migrations.RunSQL(RUNGS, migrations.RunSQL.noop),
        LoadFunctions("tta_requests_claim_clocks"),
    ]
