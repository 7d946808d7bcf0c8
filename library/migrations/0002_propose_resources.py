"""Let people propose resources to the staff who share them with everyone."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

JOB = "(SELECT app_is_job())"
OWN = "proposed_by_id = (SELECT app_user())"
STAFF = "(SELECT app_staff_role()) IN ('program-manager', 'tta-coordinator')"


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0001_open_the_room'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('summary', models.TextField(help_text="What it's for.")),
                ('url', models.URLField(blank=True, help_text="Where it is, if it's a link.", max_length=500)),
                ('origin', models.CharField(help_text='Such as the community it is from.', max_length=160)),
                ('origin_path', models.CharField(help_text='The address there.', max_length=200)),
                ('proposed_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('proposed', 'Waiting for a decision'), ('added', 'Added to the library'), ('declined', 'Declined')], default='proposed', max_length=8)),
                ('reason', models.CharField(blank=True, help_text='Why it was declined.', max_length=300)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resource', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.resource')),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'indexes': [models.Index(fields=['-proposed_at', '-id'], name='proposals_newest_first'), models.Index(condition=models.Q(('status', 'proposed')), fields=['proposed_at'], name='proposals_that_wait')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('origin_path',), name='an_origin_is_proposed_once_at_a_time'), models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), _connector='OR'), name='a_proposed_link_is_secure'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('reason', ''), ('resource', None), ('status', 'proposed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('resource__isnull', False), ('status', 'added')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('resource', None), ('status', 'declined'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_decided_proposal_has_a_resource_or_a_reason')],
            },
        ),
        EnableRowSecurity(
            "library_proposal",
            read=f"{JOB} OR {OWN} OR {STAFF}",
            write=f"{JOB} OR {STAFF}",
            insert=f"{JOB} OR {OWN} AND status = 'proposed'",
        ),
    ]
