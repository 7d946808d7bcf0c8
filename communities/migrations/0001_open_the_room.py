"""Keep communities, their members, meetings, and posts behind row security from the start."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import foundation.calendars.clock
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity, LoadFunctions

PERSON = "(SELECT app_user()) IS NOT NULL OR (SELECT app_is_job())"
JOB = "(SELECT app_is_job())"
MANAGER = f"(SELECT app_staff_role()) = 'program-manager' OR {JOB}"
FACILITATED = "((SELECT app_facilitated_communities())::uuid[])"
JOINED = "((SELECT app_joined_communities())::uuid[])"
OPEN = "((SELECT app_open_communities())::uuid[])"


def facilitates(column):
    """Return the condition for rows of a community that isn't retired and that the person facilitates or manages."""
    return f"{JOB} OR {column} = ANY {FACILITATED}"


def is_not_retired(table):
    """Return the condition for rows of a community in which people still write."""
    return (
        "EXISTS (SELECT FROM communities_community c"
        f" WHERE c.id = {table}.community_id AND c.status <> 'retired')"
    )


OWN = "person_id = (SELECT app_user())"
# A member reads fellow members; a facilitator also reads requests to join, and people who left.
FELLOW = f"status = 'member' AND community_id = ANY {JOINED}"
# Nobody admits themselves: one asks, or holds a role the community is open to.
ASKS = (
    f"{OWN} AND decided_by_id IS NULL AND {is_not_retired('communities_member')}"
    " AND (site_id IS NULL OR site_id = ANY ((SELECT app_sites())::bigint[]))"
    f" AND (status = 'asked' OR status = 'member' AND community_id = ANY {OPEN})"
)
CHANGES = (
    f"{facilitates('community_id')} OR {OWN} AND {is_not_retired('communities_member')}"
)
CHANGED = (
    f"{JOB} OR NOT {OWN} AND community_id = ANY {FACILITATED}"
    f" OR {OWN} AND status = 'left' AND {is_not_retired('communities_member')}"
)
READS = (
    f"community_id = ANY {JOINED} AND (hidden_at IS NULL OR author_id = (SELECT app_user())"
    f" OR community_id = ANY {FACILITATED}) OR {JOB}"
)
WRITES = (
    f"author_id = (SELECT app_user()) AND community_id = ANY {JOINED}"
    f" AND {is_not_retired('communities_post')} OR {JOB}"
)
REMOVES = f"{WRITES} OR community_id = ANY {JOINED} AND community_id = ANY {FACILITATED}"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0016_index_the_history_of_teams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('audience', models.CharField(blank=True, help_text='Whom it is for.', max_length=160)),
                ('purpose', models.TextField(blank=True)),
                ('open_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('executive-leadership', 'Executive Leadership'), ('point-of-contact', 'Point of Contact'), ('strategic-site-liaison', 'Strategic Site Liaison'), ('program-office-champion', 'DOJ Program Office Champion'), ('federal-law-enforcement', 'DOJ Federal Law Enforcement'), ('program-advisor', 'PSP Program Advisor')], max_length=30), blank=True, default=list, help_text='Roles whose holders join without being admitted.', size=None)),
                ('status', models.CharField(choices=[('forming', 'Forming'), ('active', 'Active'), ('paused', 'Paused'), ('retired', 'Retired')], default='forming', max_length=10)),
                ('origin', models.CharField(choices=[('portal', 'Set up in the portal'), ('imported', 'Imported from published pages')], default='portal', max_length=10)),
                ('published_cadence', models.CharField(blank=True, max_length=120)),
                ('evidenced_from', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('evidenced_until', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source', models.TextField(blank=True)),
                ('source_as_of', models.DateField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('core_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('model_site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name_plural': 'communities',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CommunityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('slug', models.SlugField(db_index=False, max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('audience', models.CharField(blank=True, help_text='Whom it is for.', max_length=160)),
                ('purpose', models.TextField(blank=True)),
                ('open_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('executive-leadership', 'Executive Leadership'), ('point-of-contact', 'Point of Contact'), ('strategic-site-liaison', 'Strategic Site Liaison'), ('program-office-champion', 'DOJ Program Office Champion'), ('federal-law-enforcement', 'DOJ Federal Law Enforcement'), ('program-advisor', 'PSP Program Advisor')], max_length=30), blank=True, default=list, help_text='Roles whose holders join without being admitted.', size=None)),
                ('status', models.CharField(choices=[('forming', 'Forming'), ('active', 'Active'), ('paused', 'Paused'), ('retired', 'Retired')], default='forming', max_length=10)),
                ('origin', models.CharField(choices=[('portal', 'Set up in the portal'), ('imported', 'Imported from published pages')], default='portal', max_length=10)),
                ('published_cadence', models.CharField(blank=True, max_length=120)),
                ('evidenced_from', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('evidenced_until', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source', models.TextField(blank=True)),
                ('source_as_of', models.DateField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('core_area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.corearea')),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('model_site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='communities.community')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommunityStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('set-up', 'Set up'), ('granted', 'Facilitator added'), ('revoked', 'Facilitator removed'), ('scheduled', 'Meetings scheduled'), ('rescheduled', 'Later meetings rescheduled'), ('moved', 'Meeting moved'), ('called-off', 'Meeting canceled'), ('activate', 'Activated'), ('pause', 'Paused'), ('resume', 'Resumed'), ('retire', 'Retired')], max_length=12)),
                ('about', models.CharField(blank=True, help_text='What it is about.', max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='communities.community')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Facilitator',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilitators', to='communities.community')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FacilitatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('community', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.community')),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='communities.facilitator')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slot', models.DateTimeField(help_text='When it begins by the rule of its series.')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('agenda', models.TextField(blank=True)),
                ('link', models.URLField(blank=True, help_text='Where to join it.', max_length=500)),
                ('recording', models.URLField(blank=True, max_length=500)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('canceled', 'Canceled')], default='planned', max_length=10)),
                ('reason', models.CharField(blank=True, help_text='Why it was moved or canceled.', max_length=300)),
                ('changed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='communities.community')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('asked', 'Asked to join'), ('member', 'Member'), ('declined', 'Not admitted'), ('left', 'Left'), ('removed', 'Removed')], max_length=10)),
                ('note', models.CharField(blank=True, help_text='What they wrote when they asked.', max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('joined_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='communities.community')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, help_text='The site they come from; empty for staff and providers.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('status', models.CharField(choices=[('asked', 'Asked to join'), ('member', 'Member'), ('declined', 'Not admitted'), ('left', 'Left'), ('removed', 'Removed')], max_length=10)),
                ('note', models.CharField(blank=True, help_text='What they wrote when they asked.', max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('joined_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('community', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.community')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='communities.member')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, help_text='The site they come from; empty for staff and providers.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('is_from_facilitator', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='communities.community')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='communities.post')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('frequency', models.CharField(choices=[('MONTHLY', 'Month'), ('WEEKLY', 'Week')], default='MONTHLY', max_length=8)),
                ('interval', models.PositiveSmallIntegerField(default=1, help_text='Every so many months or weeks.')),
                ('week', models.SmallIntegerField(blank=True, help_text='Which of its weekdays in a month; -1 is the last.', null=True)),
                ('weekday', models.PositiveSmallIntegerField(help_text='0 is Monday.')),
                ('at', models.TimeField(help_text='The time of day in Eastern time.')),
                ('minutes', models.PositiveSmallIntegerField(default=60)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='communities.community')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='communities.series')),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': ['first_day', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('slot', models.DateTimeField(help_text='When it begins by the rule of its series.')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('agenda', models.TextField(blank=True)),
                ('link', models.URLField(blank=True, help_text='Where to join it.', max_length=500)),
                ('recording', models.URLField(blank=True, max_length=500)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('canceled', 'Canceled')], default='planned', max_length=10)),
                ('reason', models.CharField(blank=True, help_text='Why it was moved or canceled.', max_length=300)),
                ('changed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('community', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.community')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='communities.meeting')),
                ('series', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.series')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='communities.series'),
        ),
        migrations.CreateModel(
            name='SeriesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('frequency', models.CharField(choices=[('MONTHLY', 'Month'), ('WEEKLY', 'Week')], default='MONTHLY', max_length=8)),
                ('interval', models.PositiveSmallIntegerField(default=1, help_text='Every so many months or weeks.')),
                ('week', models.SmallIntegerField(blank=True, help_text='Which of its weekdays in a month; -1 is the last.', null=True)),
                ('weekday', models.PositiveSmallIntegerField(help_text='0 is Monday.')),
                ('at', models.TimeField(help_text='The time of day in Eastern time.')),
                ('minutes', models.PositiveSmallIntegerField(default=60)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('community', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.community')),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='communities.series')),
                ('replaces', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.series')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='community',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'imported'), _negated=True), models.Q(models.Q(('source', ''), _negated=True), ('made_by', None), ('source_as_of__isnull', False)), _connector='OR'), name='an_imported_community_names_its_source_and_no_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='community',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_communityevent" ("audience", "core_area_id", "evidenced_from", "evidenced_until", "id", "is_demo", "made_at", "made_by_id", "model_site_id", "name", "open_to", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_cadence", "purpose", "slug", "source", "source_as_of", "status", "version") VALUES (NEW."audience", NEW."core_area_id", NEW."evidenced_from", NEW."evidenced_until", NEW."id", NEW."is_demo", NEW."made_at", NEW."made_by_id", NEW."model_site_id", NEW."name", NEW."open_to", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_cadence", NEW."purpose", NEW."slug", NEW."source", NEW."source_as_of", NEW."status", NEW."version"); RETURN NULL;', hash='754cc4c47b8e18b61b5835ea08474a34653d658c', operation='INSERT', pgid='pgtrigger_insert_insert_e0892', table='communities_community', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='community',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_communityevent" ("audience", "core_area_id", "evidenced_from", "evidenced_until", "id", "is_demo", "made_at", "made_by_id", "model_site_id", "name", "open_to", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_cadence", "purpose", "slug", "source", "source_as_of", "status", "version") VALUES (NEW."audience", NEW."core_area_id", NEW."evidenced_from", NEW."evidenced_until", NEW."id", NEW."is_demo", NEW."made_at", NEW."made_by_id", NEW."model_site_id", NEW."name", NEW."open_to", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_cadence", NEW."purpose", NEW."slug", NEW."source", NEW."source_as_of", NEW."status", NEW."version"); RETURN NULL;', hash='39e11489d5a55daf5cfab7e91ad5a112e6c04c42', operation='UPDATE', pgid='pgtrigger_update_update_9c278', table='communities_community', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='communityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9f63e32cd7db4c1e3b6a5557329122cf8d70bb76', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5b49', table='communities_communityevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='communitystep',
            index=models.Index(fields=['community', 'made_at'], name='steps_of_a_community'),
        ),
        migrations.AddIndex(
            model_name='facilitator',
            index=models.Index(fields=['person', 'community'], name='facilitators_by_person'),
        ),
        migrations.AddConstraint(
            model_name='facilitator',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='a_facilitator_ends_after_they_start'),
        ),
        migrations.AddConstraint(
            model_name='facilitator',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('community_id'), '='), (models.F('person_id'), '='), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='a_person_facilitates_a_community_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_facilitatorevent" ("community_id", "ends_at", "given_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") VALUES (NEW."community_id", NEW."ends_at", NEW."given_by_id", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."starts_at"); RETURN NULL;', hash='1ac37d4b57224af43230317398a4cc30403e1ceb', operation='INSERT', pgid='pgtrigger_insert_insert_60efc', table='communities_facilitator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_facilitatorevent" ("community_id", "ends_at", "given_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") VALUES (NEW."community_id", NEW."ends_at", NEW."given_by_id", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."starts_at"); RETURN NULL;', hash='6dac7f477e226b3189983d95ad6aee1892d9a1e2', operation='UPDATE', pgid='pgtrigger_update_update_b0e7b', table='communities_facilitator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='804daf05c47224772f17001a9a02acb18b27885a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1d4d0', table='communities_facilitatorevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['person', 'status'], name='communities_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['community', 'status'], name='members_of_a_community'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('asked', 'member'))), fields=('community', 'person'), name='a_person_joins_a_community_once'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'member'), _negated=True), models.Q(('ended_at', None), ('joined_at__isnull', False)), _connector='OR'), name='a_member_has_the_moment_they_joined'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'member'), _negated=True), ('decided_by', None), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR'), name='a_member_is_not_admitted_by_themselves'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_memberevent" ("asked_at", "community_id", "decided_by_id", "ended_at", "id", "joined_at", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "status", "version") VALUES (NEW."asked_at", NEW."community_id", NEW."decided_by_id", NEW."ended_at", NEW."id", NEW."joined_at", NEW."note", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."site_id", NEW."status", NEW."version"); RETURN NULL;', hash='1547261c8037bb9631343bcc70c1c26a7569c5a7', operation='INSERT', pgid='pgtrigger_insert_insert_f8d59', table='communities_member', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_memberevent" ("asked_at", "community_id", "decided_by_id", "ended_at", "id", "joined_at", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "status", "version") VALUES (NEW."asked_at", NEW."community_id", NEW."decided_by_id", NEW."ended_at", NEW."id", NEW."joined_at", NEW."note", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."site_id", NEW."status", NEW."version"); RETURN NULL;', hash='571a41bb79082f1b93c6a18a9905294668e955fa', operation='UPDATE', pgid='pgtrigger_update_update_5673d', table='communities_member', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='memberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='02c0e1f4661eb7222887469e45ec7fb34bc47040', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0914f', table='communities_memberevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('parent', None)), fields=['community', '-made_at', '-id'], name='threads_of_a_community'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['parent', 'made_at'], name='replies_of_a_post'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('community', 'id'), name='post_is_known_by_its_community'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_post_says_something'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_by', None)), models.Q(('hidden_at__isnull', False), ('hidden_by__isnull', False), models.Q(('hidden_reason', ''), _negated=True)), _connector='OR'), name='a_removed_post_says_who_removed_it'),
        ),
        migrations.AddIndex(
            model_name='series',
            index=models.Index(fields=['community', 'first_day'], name='series_of_a_community'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='a_series_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('frequency', 'MONTHLY'), ('week__in', (1, 2, 3, 4, -1))), models.Q(('frequency', 'WEEKLY'), ('week', None)), _connector='OR'), name='a_monthly_series_names_the_week'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('interval__gte', 1), ('interval__lte', 12), ('weekday__lte', 6)), name='a_series_names_a_weekday_and_an_interval'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_seriesevent" ("at", "community_id", "first_day", "frequency", "id", "interval", "last_day", "made_at", "made_by_id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "week", "weekday") VALUES (NEW."at", NEW."community_id", NEW."first_day", NEW."frequency", NEW."id", NEW."interval", NEW."last_day", NEW."made_at", NEW."made_by_id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."replaces_id", NEW."week", NEW."weekday"); RETURN NULL;', hash='1b3e58f95896561abbd95b57ba52a7d240f4f504', operation='INSERT', pgid='pgtrigger_insert_insert_11abb', table='communities_series', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_seriesevent" ("at", "community_id", "first_day", "frequency", "id", "interval", "last_day", "made_at", "made_by_id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "week", "weekday") VALUES (NEW."at", NEW."community_id", NEW."first_day", NEW."frequency", NEW."id", NEW."interval", NEW."last_day", NEW."made_at", NEW."made_by_id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."replaces_id", NEW."week", NEW."weekday"); RETURN NULL;', hash='f7f49aaa131cd2282230864612c01e5ab9f1a0d5', operation='UPDATE', pgid='pgtrigger_update_update_f791b', table='communities_series', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='69d560cc7264316b2dc93deb772036996acdf0a4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d4d49', table='communities_meetingevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['community', 'starts_at'], name='meetings_of_a_community'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['starts_at'], name='meetings_by_start'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('series', 'slot'), name='a_series_has_a_meeting_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_meeting_ends_after_it_starts'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_meetingevent" ("agenda", "changed_at", "community_id", "ends_at", "id", "link", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recording", "series_id", "slot", "starts_at", "status", "version") VALUES (NEW."agenda", NEW."changed_at", NEW."community_id", NEW."ends_at", NEW."id", NEW."link", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recording", NEW."series_id", NEW."slot", NEW."starts_at", NEW."status", NEW."version"); RETURN NULL;', hash='c082de8684140276dc1ca0d041b1e2c445dbb945', operation='INSERT', pgid='pgtrigger_insert_insert_492df', table='communities_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_meetingevent" ("agenda", "changed_at", "community_id", "ends_at", "id", "link", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recording", "series_id", "slot", "starts_at", "status", "version") VALUES (NEW."agenda", NEW."changed_at", NEW."community_id", NEW."ends_at", NEW."id", NEW."link", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recording", NEW."series_id", NEW."slot", NEW."starts_at", NEW."status", NEW."version"); RETURN NULL;', hash='835a4fa505f5d0d432ff45aa5deef033ee58dc3c', operation='UPDATE', pgid='pgtrigger_update_update_086e4', table='communities_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriesevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f0b3b0f03faac75e813108ceaf4813a538ea98f6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6d61b', table='communities_seriesevent', when='BEFORE')),
        ),
        migrations.RunSQL(
            "ALTER TABLE communities_post ADD CONSTRAINT a_reply_is_in_the_community_of_its_post"
            " FOREIGN KEY (community_id, parent_id) REFERENCES communities_post (community_id, id)",
            "ALTER TABLE communities_post DROP CONSTRAINT a_reply_is_in_the_community_of_its_post",
        ),
        LoadFunctions(
            "app_joined_communities", "app_facilitated_communities", "app_open_communities"
        ),
        EnableRowSecurity(
            "communities_community",
            read=PERSON,
            write=facilitates("id"),
            insert=MANAGER,
            definer_reads=True,
        ),
        EnableRowSecurity("communities_communityevent", read=MANAGER),
        EnableRowSecurity(
            "communities_facilitator", read=PERSON, write=MANAGER, definer_reads=True
        ),
        EnableRowSecurity("communities_facilitatorevent", read=MANAGER),
        EnableRowSecurity("communities_series", read=PERSON, write=facilitates("community_id")),
        EnableRowSecurity("communities_seriesevent", read=MANAGER),
        EnableRowSecurity("communities_meeting", read=PERSON, write=facilitates("community_id")),
        EnableRowSecurity("communities_meetingevent", read=MANAGER),
        EnableRowSecurity(
            "communities_communitystep",
            read=PERSON,
            write="false",
            insert=facilitates("community_id"),
        ),
        EnableRowSecurity(
            "communities_member",
            read=f"{OWN} OR {FELLOW} OR {MANAGER} OR community_id = ANY {FACILITATED}",
            write=CHANGES,
            insert=f"{JOB} OR {ASKS}",
            definer_reads=True,
        ),
        migrations.RunSQL(
            f"ALTER POLICY app_update ON communities_member WITH CHECK ({CHANGED})",
            f"ALTER POLICY app_update ON communities_member WITH CHECK ({CHANGES})",
        ),
        EnableRowSecurity("communities_memberevent", read=MANAGER),
        EnableRowSecurity("communities_post", read=READS, write=REMOVES, insert=WRITES),
    ]
