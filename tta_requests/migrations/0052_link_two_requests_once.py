"""Link two requests once, whichever of them the link is made from."""

import django.db.models.functions.comparison
from django.db import migrations, models

# Of two links between the same requests, one that says "duplicate" stays, or else the older one.
MIRRORED = """
    DELETE FROM tta_requests_requestlink dropped USING tta_requests_requestlink kept
    WHERE dropped.request_id = kept.other_id AND dropped.other_id = kept.request_id
    AND (kept.kind <> 'duplicate', kept.made_at, kept.id) < (dropped.kind <> 'duplicate', dropped.made_at, dropped.id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0051_correct_hours'),
    ]

    operations = [
        migrations.RunSQL(MIRRORED, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='requestlink',
            name='two_requests_are_linked_once',
        ),
        migrations.AddConstraint(
            model_name='requestlink',
            constraint=models.UniqueConstraint(models.F('site'), django.db.models.functions.comparison.Least('request', 'other'), django.db.models.functions.comparison.Greatest('request', 'other'), name='two_requests_are_linked_once'),
        ),
    ]
