"""Vacuum the queue early and leave free space, as its rows change soon after they are written."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_keep_work_that_waits")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE outbox_message SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, fillfactor = 80)",
            "ALTER TABLE outbox_message RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, fillfactor)",
        ),
    ]
