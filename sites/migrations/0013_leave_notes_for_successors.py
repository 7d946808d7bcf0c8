"""Notes for whoever takes a seat next: read at the site, written by their author alone."""

import django.db.models.deletion
import foundation.tenancy.constraints
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0012_let_two_people_share_a_mailbox'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HandoverNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=300)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='handover_note', to='sites.membership')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-written_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_handover_note_says_something'), foundation.tenancy.constraints.SameSite(field='membership', name='handover_note_and_seat_share_a_site')],
            },
        ),
        EnableRowSecurity(
            "sites_handovernote",
            write=f"{SITE} AND (written_by_id = (SELECT app_user()) OR (SELECT app_is_job()))",
        ),
    ]
