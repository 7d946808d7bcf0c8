"""Keep reports of misuse behind row security: members make them, and people who facilitate decide them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

JOB = "(SELECT app_is_job())"
ME = "(SELECT app_user())"
FACILITATED = "community_id = ANY ((SELECT app_facilitated_communities())::uuid[])"
MANAGER = "(SELECT app_staff_role()) = 'program-manager'"
# A report names its post's author, who neither reads nor decides it.
DECIDES = f"{JOB} OR written_by_id <> {ME} AND {FACILITATED}"
# The post is read under its own policy, so that nobody reports what they don't see.
MAKES = (
    f"{JOB} OR made_by_id = {ME} AND decided_at IS NULL AND EXISTS (SELECT FROM communities_post p"
    " JOIN communities_community c ON c.id = p.community_id AND c.status <> 'retired'"
    " WHERE p.id = communities_misusereport.post_id AND p.community_id = communities_misusereport.community_id"
    " AND p.author_id = communities_misusereport.written_by_id AND p.text = communities_misusereport.quoted)"
)


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0001_open_the_room'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MisuseReport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('quoted', models.TextField()),
                ('misuse', models.CharField(choices=[('case-details', 'Case details or names of people'), ('offensive', 'Offensive or disrespectful'), ('off-topic', 'Advertising or off topic'), ('other', 'Something else')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('made_at', models.DateTimeField()),
                ('decision', models.CharField(blank=True, choices=[('removed', 'Post removed'), ('kept', 'Post left as it is')], max_length=7)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='communities.community')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='communities.post')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'indexes': [models.Index(fields=['community', 'decided_at'], name='reports_of_a_community')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('post', 'made_by'), name='a_member_reports_a_post_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='a_decided_report_says_by_whom'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('written_by')), _negated=True), _connector='OR'), name='no_one_decides_on_a_report_of_their_post')],
            },
        ),
        EnableRowSecurity(
            "communities_misusereport",
            read=f"{JOB} OR made_by_id = {ME} OR written_by_id <> {ME} AND ({MANAGER} OR {FACILITATED})",
            write=DECIDES,
            insert=MAKES,
        ),
    ]
