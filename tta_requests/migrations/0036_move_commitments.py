"""Hand commitments over to the engagements room: the tables stay, the triggers are made again under its name."""

import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0035_follow_requests'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name='commitment', name='insert_insert'),
        pgtrigger.migrations.RemoveTrigger(model_name='commitment', name='update_update'),
        pgtrigger.migrations.RemoveTrigger(model_name='commitmentevent', name='append_only'),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(
                    model_name='commitmentevent',
                    name='pgh_obj',
                ),
                migrations.RemoveField(
                    model_name='commitmentevent',
                    name='done_by',
                ),
                migrations.RemoveField(
                    model_name='commitmentevent',
                    name='made_by',
                ),
                migrations.RemoveField(
                    model_name='commitmentevent',
                    name='owner',
                ),
                migrations.RemoveField(
                    model_name='commitmentevent',
                    name='request',
                ),
                migrations.RemoveField(
                    model_name='commitmentevent',
                    name='site',
                ),
                migrations.DeleteModel(
                    name='Commitment',
                ),
                migrations.DeleteModel(
                    name='CommitmentEvent',
                ),
            ],
        ),
    ]
