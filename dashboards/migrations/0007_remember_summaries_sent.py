"""Remember who sent a site's one-page summary to its leadership, behind row security from the start."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0006_count_public_notices'),
        ('sites', '0018_give_every_site_a_web_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SentSummary',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('people', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name_plural': 'sent summaries',
                'ordering': ['-sent_at', '-pk'],
                'indexes': [models.Index(fields=['site', '-sent_at'], name='summaries_sent_to_leadership')],
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='a_summary_is_sent_to_someone')],
            },
        ),
        EnableRowSecurity("dashboards_sentsummary"),
    ]
