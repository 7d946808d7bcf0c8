"""Name a room once, whichever way it is capitalized."""

import django.db.models.functions.text
from django.db import migrations, models

# Of rooms whose names differ in capitals alone, all but one get a part of their key.
ALIKE = """
    UPDATE summits_room r SET name = left(r.name, 71) || ' ' || left(r.id::text, 8)
    WHERE EXISTS (SELECT FROM summits_room o WHERE o.summit_id = r.summit_id
                  AND lower(o.name) = lower(r.name) AND o.id < r.id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('summits', '0015_wait_for_sessions'),
    ]

    operations = [
        migrations.RunSQL(ALIKE, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='room',
            name='a_room_has_one_name',
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(models.F('summit'), django.db.models.functions.text.Lower('name'), name='a_room_has_one_name'),
        ),
    ]
