"""Let members suggest topics, which facilitators decide on."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

JOB = "(SELECT app_is_job())"
ME = "(SELECT app_user())"
FACILITATED = "community_id = ANY ((SELECT app_facilitated_communities())::uuid[])"
JOINED = "community_id = ANY ((SELECT app_joined_communities())::uuid[])"
SUGGESTS = (
    f"{JOB} OR suggested_by_id = {ME} AND {JOINED} AND status = 'suggested'"
    " AND EXISTS (SELECT FROM communities_community c"
    " WHERE c.id = communities_topic.community_id AND c.status <> 'retired')"
)


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0006_say_yes_to_meetings_and_mark_posts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=1000)),
                ('suggested_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('suggested', 'Waiting for a facilitator'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='suggested', max_length=9)),
                ('reason', models.CharField(blank=True, help_text='Why it was declined.', max_length=300)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='communities.community')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(blank=True, help_text='The first post of the thread on an accepted topic.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.post')),
                ('suggested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-suggested_at', '-pk'],
                'indexes': [models.Index(fields=['community', 'status', 'suggested_at'], name='topics_of_a_community')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('post', None), ('reason', ''), ('status', 'suggested')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('post__isnull', False), ('status', 'accepted')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('post', None), ('status', 'declined'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_decided_topic_has_a_thread_or_a_reason')],
            },
        ),
        EnableRowSecurity(
            "communities_topic",
            read=f"{JOB} OR suggested_by_id = {ME} OR {FACILITATED}",
            write=f"{JOB} OR {FACILITATED}",
            insert=SUGGESTS,
        ),
    ]
