"""Let members say that they come to a meeting, ask a question, and mark posts as useful."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

JOB = "(SELECT app_is_job())"
ME = "(SELECT app_user())"
FACILITATED = "community_id = ANY ((SELECT app_facilitated_communities())::uuid[])"
JOINED = "community_id = ANY ((SELECT app_joined_communities())::uuid[])"


def is_open(table):
    """Return the condition for rows of a community that isn't retired."""
    return (
        "EXISTS (SELECT FROM communities_community c"
        f" WHERE c.id = {table}.community_id AND c.status <> 'retired')"
    )


OWN_SEAT = (
    "EXISTS (SELECT FROM communities_member x WHERE x.id = communities_rsvp.member_id"
    f" AND x.person_id = {ME} AND x.community_id = communities_rsvp.community_id AND x.status = 'member')"
)
# A member comes to a meeting of their community that is ahead and takes place.
COMES = (
    f"{JOB} OR {JOINED} AND {OWN_SEAT}"
    " AND EXISTS (SELECT FROM communities_meeting m JOIN communities_community c ON c.id = m.community_id"
    " WHERE m.id = communities_rsvp.meeting_id AND m.community_id = communities_rsvp.community_id"
    " AND m.status = 'planned' AND m.starts_at > app_now() AND c.status IN ('forming', 'active'))"
)
# The post is read under its own policy, so that nobody marks what they don't see; nor their own.
MARKS = (
    f"{JOB} OR person_id = {ME} AND {JOINED} AND {is_open('communities_usefulmark')}"
    " AND EXISTS (SELECT FROM communities_post p WHERE p.id = communities_usefulmark.post_id"
    " AND p.community_id = communities_usefulmark.community_id"
    f" AND p.author_id <> {ME} AND p.hidden_at IS NULL)"
)


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0005_find_posts_by_their_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rsvp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='UsefulMark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marked_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['marked_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='is_question',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('parent', None), ('is_question', False), _connector='OR'), name='a_reply_is_no_question'),
        ),
        migrations.AddField(
            model_name='rsvp',
            name='community',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community'),
        ),
        migrations.AddField(
            model_name='rsvp',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rsvps', to='communities.meeting'),
        ),
        migrations.AddField(
            model_name='rsvp',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.member'),
        ),
        migrations.AddField(
            model_name='usefulmark',
            name='community',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community'),
        ),
        migrations.AddField(
            model_name='usefulmark',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='usefulmark',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.post'),
        ),
        migrations.AddIndex(
            model_name='rsvp',
            index=models.Index(fields=['community', 'meeting'], name='rsvps_of_a_community'),
        ),
        migrations.AddConstraint(
            model_name='rsvp',
            constraint=models.UniqueConstraint(fields=('meeting', 'member'), name='a_member_says_yes_to_a_meeting_once'),
        ),
        migrations.AddConstraint(
            model_name='usefulmark',
            constraint=models.UniqueConstraint(fields=('post', 'person'), name='a_person_marks_a_post_once'),
        ),
        EnableRowSecurity(
            "communities_rsvp",
            read=f"{JOB} OR {JOINED} OR {FACILITATED}",
            # Whoever moves a meeting asks its people again.
            write=f"{JOB} OR {FACILITATED} OR {OWN_SEAT} AND {is_open('communities_rsvp')}",
            insert=COMES,
        ),
        EnableRowSecurity(
            "communities_usefulmark",
            read=f"{JOB} OR {JOINED}",
            write=f"{JOB} OR person_id = {ME} AND {JOINED} AND {is_open('communities_usefulmark')}",
            insert=MARKS,
        ),
    ]
