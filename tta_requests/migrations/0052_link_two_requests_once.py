"""Link two requests once, whichever of them the link is made from."""

import django.db.models.functions.comparison
from django.db import migrations, models

# Of two links between the same requests, the older one stays.
MIRRORED = """
    DELETE FROM tta_requests_requestlink later USING tta_requests_requestlink earlier
    WHERE later.request_id = earlier.other_id AND later.other_id = earlier.request_id
    AND (earlier.made_at, earlier.id) < (later.made_at, later.id)
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
