"""A queue's rows change at once after they are written: vacuum it early, and keep room for the change."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_keep_work_that_waits")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE outbox_message SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, fillfactor = 80)",
            "ALTER TABLE outbox_message RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, fillfactor)",
        ),
    ]
