"""Share headlines and results of recommendations with all sites, behind row security from the start."""

import django.db.models.deletion
import foundation.tenancy.constraints
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity

# Everyone who signed in reads what is shared now; the site's own people also what was shared.
READ = (
    f"{SITE} OR (SELECT app_user()) IS NOT NULL AND ended_at IS NULL"
    " AND (ends_at IS NULL OR ends_at > (SELECT app_now()))"
)


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0015_keep_history_with_its_commitment'),
        ('sites', '0018_give_every_site_a_web_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedRecommendation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('headline', models.CharField(max_length=160)),
                ('result', models.TextField()),
                ('shared_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('core_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='engagements.recommendation')),
                ('shared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-shared_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['-shared_at'], name='recommendations_shared_now')],
                'constraints': [foundation.tenancy.constraints.SameSite(field='recommendation', name='what_is_shared_is_of_its_recommendations_site'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('site', 'recommendation'), name='a_recommendation_is_shared_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='an_ended_share_says_by_whom'), models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('shared_at')), _connector='OR'), name='a_share_ends_after_it_begins')],
            },
        ),
        EnableRowSecurity("engagements_sharedrecommendation", read=READ, write=SITE),
    ]
