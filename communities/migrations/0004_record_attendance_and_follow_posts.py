"""Keep attendance to the people it is about, and what people follow to themselves."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

JOB = "(SELECT app_is_job())"
ME = "(SELECT app_user())"
MANAGER = "(SELECT app_staff_role()) = 'program-manager'"
FACILITATED = "community_id = ANY ((SELECT app_facilitated_communities())::uuid[])"
JOINED = "community_id = ANY ((SELECT app_joined_communities())::uuid[])"
SITE = "site_id = ANY ((SELECT app_sites())::bigint[])"
# A facilitator records members, each for the site they joined for, at a meeting that took place.
RECORDS = (
    f"{JOB} OR {FACILITATED} AND recorded_by_id = {ME}"
    " AND EXISTS (SELECT FROM communities_meeting m WHERE m.id = communities_attendance.meeting_id"
    " AND m.community_id = communities_attendance.community_id AND m.status = 'planned'"
    " AND m.starts_at <= app_now())"
    " AND EXISTS (SELECT FROM communities_member x WHERE x.community_id = communities_attendance.community_id"
    " AND x.person_id = communities_attendance.person_id AND x.joined_at IS NOT NULL"
    " AND x.site_id IS NOT DISTINCT FROM communities_attendance.site_id)"
)
# A thread's first post is read under its own policy, so that nobody follows what they don't see.
CHOOSES = (
    f"{JOB} OR person_id = {ME} AND {JOINED}"
    " AND EXISTS (SELECT FROM communities_community c"
    " WHERE c.id = communities_subscription.community_id AND c.status <> 'retired')"
    " AND (post_id IS NULL OR EXISTS (SELECT FROM communities_post p WHERE p.id = communities_subscription.post_id"
    " AND p.parent_id IS NULL AND p.community_id = communities_subscription.community_id))"
)


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0003_let_rights_end_with_a_seat'),
        ('sites', '0018_give_every_site_a_web_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField()),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='communities.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, help_text='The site they came from; empty for staff and providers.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['recorded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AttendanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('recorded_at', models.DateTimeField()),
                ('community', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.community')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.meeting')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='communities.attendance')),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, db_constraint=False, help_text='The site they came from; empty for staff and providers.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_following', models.BooleanField()),
                ('changed_at', models.DateTimeField()),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(blank=True, help_text='The first post of one thread; empty for all posts of the community.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.post')),
            ],
            options={
                'ordering': ['changed_at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(fields=['person', 'community'], name='attendances_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(fields=['site', 'meeting'], name='attendances_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'person'), name='a_person_attends_a_meeting_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_attendanceevent" ("community_id", "id", "meeting_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "site_id") VALUES (NEW."community_id", NEW."id", NEW."meeting_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."site_id"); RETURN NULL;', hash='baad3881ab475cb0c00fbeb040bc085b0aa34926', operation='INSERT', pgid='pgtrigger_insert_insert_d820e', table='communities_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_attendanceevent" ("community_id", "id", "meeting_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "site_id") VALUES (OLD."community_id", OLD."id", OLD."meeting_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."site_id"); RETURN NULL;', hash='d57e069d56a5448facf2877981c645071c3fa41a', operation='DELETE', pgid='pgtrigger_delete_delete_3ca3c', table='communities_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d5e1fee3f2cef6c6333212c8cfd386d7ecb6ba36', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b7446', table='communities_attendanceevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(fields=['community', 'post'], name='subscriptions_to_posts'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(fields=('person', 'community', 'post'), name='a_person_chooses_once_what_they_follow', nulls_distinct=False),
        ),
        EnableRowSecurity(
            "communities_attendance",
            read=f"{JOB} OR {MANAGER} OR person_id = {ME} OR {SITE} OR {FACILITATED}",
            write=f"{JOB} OR {FACILITATED}",
            insert=RECORDS,
        ),
        EnableRowSecurity("communities_attendanceevent", read=f"{MANAGER} OR {JOB}"),
        EnableRowSecurity(
            "communities_subscription", read=f"{JOB} OR person_id = {ME}", write=CHOOSES
        ),
    ]
