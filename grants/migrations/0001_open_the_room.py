"""Keep opportunities for everyone who signed in, and each site's grants behind row security from the start."""

import django.contrib.postgres.fields
import django.db.models.deletion
import foundation.calendars.clock
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity

PERSON = "(SELECT app_user()) IS NOT NULL OR (SELECT app_is_job())"
STAFF = "(SELECT app_staff_role()) IN ('program-manager', 'tta-coordinator') OR (SELECT app_is_job())"
# What the steps of an application were is written once.
ONCE = {"write": "false", "insert": SITE}


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0018_give_every_site_a_web_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('origin', models.CharField(choices=[('portal', 'Entered in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=8)),
                ('source', models.TextField(blank=True, help_text='Where an imported row was published.')),
                ('source_as_of', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('purpose', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommitteeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('origin', models.CharField(choices=[('portal', 'Entered in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=8)),
                ('source', models.TextField(blank=True, help_text='Where an imported row was published.')),
                ('source_as_of', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('purpose', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300)),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.committee')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommitteeMeeting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, max_length=160)),
                ('status', models.CharField(choices=[('scheduled', 'Scheduled'), ('held', 'Held'), ('canceled', 'Canceled')], default='scheduled', max_length=9)),
                ('notes', models.TextField(blank=True)),
                ('reason', models.CharField(blank=True, help_text='Why it was canceled.', max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='grants.committee')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-starts_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CommitteeMeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, max_length=160)),
                ('status', models.CharField(choices=[('scheduled', 'Scheduled'), ('held', 'Held'), ('canceled', 'Canceled')], default='scheduled', max_length=9)),
                ('notes', models.TextField(blank=True)),
                ('reason', models.CharField(blank=True, help_text='Why it was canceled.', max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grants.committee')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.committeemeeting')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommitteeMember',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('agency', models.CharField(max_length=160)),
                ('role', models.CharField(blank=True, max_length=80)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='grants.committee')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['agency', 'role', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CommitteeMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('agency', models.CharField(max_length=160)),
                ('role', models.CharField(blank=True, max_length=80)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grants.committee')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.committeemember')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GrantApplication',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('origin', models.CharField(choices=[('portal', 'Entered in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=8)),
                ('source', models.TextField(blank=True, help_text='Where an imported row was published.')),
                ('source_as_of', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('name', models.CharField(max_length=160)),
                ('funder', models.CharField(max_length=120)),
                ('purpose', models.TextField(blank=True)),
                ('status', models.CharField(choices=[('considering', 'Considering'), ('applying', 'Applying'), ('submitted', 'Submitted'), ('awarded', 'Awarded'), ('not-awarded', 'Not awarded'), ('withdrawn', 'Withdrawn')], default='considering', max_length=11)),
                ('amount_requested', models.PositiveBigIntegerField(blank=True, null=True)),
                ('amount_awarded', models.PositiveBigIntegerField(blank=True, null=True)),
                ('award_number', models.CharField(blank=True, max_length=60)),
                ('award_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('award_starts_on', models.DateField(blank=True, null=True)),
                ('award_ends_on', models.DateField(blank=True, null=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GrantStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('add', 'Added'), ('apply', 'Decided to apply'), ('submit', 'Submitted'), ('award', 'Awarded'), ('not-award', 'Not awarded'), ('withdraw', 'Withdrawn'), ('reopen', 'Taken up again')], max_length=9)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='grants.grantapplication')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LandscapeReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('origin', models.CharField(choices=[('portal', 'Entered in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=8)),
                ('source', models.TextField(blank=True, help_text='Where an imported row was published.')),
                ('source_as_of', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('done_on', models.DateField()),
                ('is_month_only', models.BooleanField(default=False)),
                ('done_by', models.CharField(max_length=160)),
                ('findings', models.TextField(blank=True)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-done_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LandscapeReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('origin', models.CharField(choices=[('portal', 'Entered in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=8)),
                ('source', models.TextField(blank=True, help_text='Where an imported row was published.')),
                ('source_as_of', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('done_on', models.DateField()),
                ('is_month_only', models.BooleanField(default=False)),
                ('done_by', models.CharField(max_length=160)),
                ('findings', models.TextField(blank=True)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.landscapereview')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Opportunity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=160)),
                ('funder', models.CharField(max_length=120)),
                ('url', models.URLField(max_length=500)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('time_zone', models.CharField(default='America/New_York', max_length=40)),
                ('who_may_apply', models.TextField()),
                ('core_areas', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('source', models.CharField(max_length=300)),
                ('source_as_of', models.DateField()),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'opportunities',
                'ordering': ['-closes_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='GrantApplicationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('origin', models.CharField(choices=[('portal', 'Entered in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=8)),
                ('source', models.TextField(blank=True, help_text='Where an imported row was published.')),
                ('source_as_of', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('name', models.CharField(max_length=160)),
                ('funder', models.CharField(max_length=120)),
                ('purpose', models.TextField(blank=True)),
                ('status', models.CharField(choices=[('considering', 'Considering'), ('applying', 'Applying'), ('submitted', 'Submitted'), ('awarded', 'Awarded'), ('not-awarded', 'Not awarded'), ('withdrawn', 'Withdrawn')], default='considering', max_length=11)),
                ('amount_requested', models.PositiveBigIntegerField(blank=True, null=True)),
                ('amount_awarded', models.PositiveBigIntegerField(blank=True, null=True)),
                ('award_number', models.CharField(blank=True, max_length=60)),
                ('award_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('award_starts_on', models.DateField(blank=True, null=True)),
                ('award_ends_on', models.DateField(blank=True, null=True)),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.grantapplication')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('opportunity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grants.opportunity')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='grantapplication',
            name='opportunity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grants.opportunity'),
        ),
        migrations.CreateModel(
            name='OpportunityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('name', models.CharField(max_length=160)),
                ('funder', models.CharField(max_length=120)),
                ('url', models.URLField(max_length=500)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('time_zone', models.CharField(default='America/New_York', max_length=40)),
                ('who_may_apply', models.TextField()),
                ('core_areas', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('source', models.CharField(max_length=300)),
                ('source_as_of', models.DateField()),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.opportunity')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_by__isnull', False), ('origin', 'portal'), ('source', '')), models.Q(('made_by', None), ('origin', 'imported'), ('source_as_of__isnull', False), models.Q(('source', ''), _negated=True)), _connector='OR'), name='committee_says_by_whom_or_from_where'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='committee_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('site', 'origin'), name='a_site_has_one_grant_committee'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at', None)), models.Q(('ended_at__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='an_ended_committee_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committee',
            trigger=pgtrigger.compiler.Trigger(name='a_committee_stays_its_sites', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ef0514c3f2066c6fb6902a904fca3acdd4a02017', operation='UPDATE', pgid='pgtrigger_a_committee_stays_its_sites_91480', table='grants_committee', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committee',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_committeeevent" ("end_reason", "ended_at", "id", "made_at", "made_by_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "site_id", "source", "source_as_of", "version") VALUES (NEW."end_reason", NEW."ended_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."site_id", NEW."source", NEW."source_as_of", NEW."version"); RETURN NULL;', hash='8fa403c9abe6f2cbd8b18cbfc3f783a43dd1fad1', operation='INSERT', pgid='pgtrigger_insert_insert_f5281', table='grants_committee', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committee',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_committeeevent" ("end_reason", "ended_at", "id", "made_at", "made_by_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "site_id", "source", "source_as_of", "version") VALUES (NEW."end_reason", NEW."ended_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."site_id", NEW."source", NEW."source_as_of", NEW."version"); RETURN NULL;', hash='199ebedaa6d74838e9134aa1d0fb4642200c61ea', operation='UPDATE', pgid='pgtrigger_update_update_454ee', table='grants_committee', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committeeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='acb442c8f9d8b06e85dc7cc1ff74db93f22d41c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f26b4', table='grants_committeeevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='committeemeeting',
            index=models.Index(fields=['site', 'starts_at'], name='grant_meetings_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='committeemeeting',
            constraint=foundation.tenancy.constraints.SameSite(field='committee', name='meeting_is_of_its_committees_site'),
        ),
        migrations.AddConstraint(
            model_name='committeemeeting',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'scheduled')), fields=('site', 'committee'), name='a_committee_has_one_meeting_ahead'),
        ),
        migrations.AddConstraint(
            model_name='committeemeeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), _negated=True), models.Q(('notes', ''), _negated=True), _connector='OR'), name='a_held_meeting_has_notes'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committeemeeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_committeemeetingevent" ("committee_id", "id", "made_by_id", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason", "site_id", "starts_at", "status", "version") VALUES (NEW."committee_id", NEW."id", NEW."made_by_id", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."reason", NEW."site_id", NEW."starts_at", NEW."status", NEW."version"); RETURN NULL;', hash='6fe0d97d79bcdf43357b5d8b5cc76b0dd8c83cee', operation='INSERT', pgid='pgtrigger_insert_insert_35193', table='grants_committeemeeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committeemeeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_committeemeetingevent" ("committee_id", "id", "made_by_id", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason", "site_id", "starts_at", "status", "version") VALUES (NEW."committee_id", NEW."id", NEW."made_by_id", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."reason", NEW."site_id", NEW."starts_at", NEW."status", NEW."version"); RETURN NULL;', hash='bc76ba5e50fdd8f6c1bf03bef21a268b56ab10eb', operation='UPDATE', pgid='pgtrigger_update_update_0cfaf', table='grants_committeemeeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committeemeetingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5127319913c3a07f1e628c093b5033f1cc5601f5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_960eb', table='grants_committeemeetingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=foundation.tenancy.constraints.SameSite(field='committee', name='member_is_of_its_committees_site'),
        ),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=models.UniqueConstraint(fields=('site', 'committee', 'agency', 'role'), name='an_agency_is_in_a_committee_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committeemember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_committeememberevent" ("agency", "committee_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "site_id") VALUES (NEW."agency", NEW."committee_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."site_id"); RETURN NULL;', hash='78fbbc29ffa0cb628697351a5c81c42544d74270', operation='INSERT', pgid='pgtrigger_insert_insert_6737b', table='grants_committeemember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committeemember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_committeememberevent" ("agency", "committee_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "site_id") VALUES (NEW."agency", NEW."committee_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."site_id"); RETURN NULL;', hash='9252630ad129eb367e5584914935642b6c093e3f', operation='UPDATE', pgid='pgtrigger_update_update_f2957', table='grants_committeemember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='committeememberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3bbfadbcbe853ec8bdc4c855668f9bf055c4e649', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e6a0f', table='grants_committeememberevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='grantstep',
            index=models.Index(fields=['site', '-made_at'], name='grant_steps_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='grantstep',
            constraint=foundation.tenancy.constraints.SameSite(field='application', name='step_is_of_its_grant_applications_site'),
        ),
        migrations.AddIndex(
            model_name='landscapereview',
            index=models.Index(fields=['site', '-done_on'], name='landscape_reviews_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='landscapereview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_by__isnull', False), ('origin', 'portal'), ('source', '')), models.Q(('made_by', None), ('origin', 'imported'), ('source_as_of__isnull', False), models.Q(('source', ''), _negated=True)), _connector='OR'), name='landscapereview_says_by_whom_or_from_where'),
        ),
        migrations.AddConstraint(
            model_name='landscapereview',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), _connector='OR'), name='a_landscape_reviews_link_is_secure'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='landscapereview',
            trigger=pgtrigger.compiler.Trigger(name='a_review_stays_its_sites', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='fdcf80cbd1adf300922ae863c53e20d72a8d2c18', operation='UPDATE', pgid='pgtrigger_a_review_stays_its_sites_142af', table='grants_landscapereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='landscapereview',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_landscapereviewevent" ("done_by", "done_on", "findings", "id", "is_month_only", "made_at", "made_by_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "source_as_of", "url", "version") VALUES (NEW."done_by", NEW."done_on", NEW."findings", NEW."id", NEW."is_month_only", NEW."made_at", NEW."made_by_id", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."site_id", NEW."source", NEW."source_as_of", NEW."url", NEW."version"); RETURN NULL;', hash='d8e284c901ca4e5db920537c7367b3b70b106a73', operation='INSERT', pgid='pgtrigger_insert_insert_78863', table='grants_landscapereview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='landscapereview',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_landscapereviewevent" ("done_by", "done_on", "findings", "id", "is_month_only", "made_at", "made_by_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "source_as_of", "url", "version") VALUES (NEW."done_by", NEW."done_on", NEW."findings", NEW."id", NEW."is_month_only", NEW."made_at", NEW."made_by_id", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."site_id", NEW."source", NEW."source_as_of", NEW."url", NEW."version"); RETURN NULL;', hash='ca3ff36051093913e0ae699c2e6a59280ca9c6fd', operation='UPDATE', pgid='pgtrigger_update_update_9e294', table='grants_landscapereview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='landscapereviewevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cec12ca66424f7027c345b292052ca49f58974b0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_df8b4', table='grants_landscapereviewevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['-closes_at', '-id'], name='opportunities_by_closing'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='an_opportunity_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(('url__startswith', 'https://')), name='an_opportunitys_link_is_secure'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='opportunity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_opportunityevent" ("closes_at", "core_areas", "funder", "id", "made_at", "made_by_id", "name", "opens_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_as_of", "time_zone", "url", "version", "who_may_apply") VALUES (NEW."closes_at", NEW."core_areas", NEW."funder", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", NEW."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."source_as_of", NEW."time_zone", NEW."url", NEW."version", NEW."who_may_apply"); RETURN NULL;', hash='4c42a48e563ff1e2047852324413a8db9ffb9f88', operation='INSERT', pgid='pgtrigger_insert_insert_79fc2', table='grants_opportunity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='opportunity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_opportunityevent" ("closes_at", "core_areas", "funder", "id", "made_at", "made_by_id", "name", "opens_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_as_of", "time_zone", "url", "version", "who_may_apply") VALUES (NEW."closes_at", NEW."core_areas", NEW."funder", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", NEW."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."source_as_of", NEW."time_zone", NEW."url", NEW."version", NEW."who_may_apply"); RETURN NULL;', hash='1e65dbb894d9440c2a9a51ff67a8c99b1f5e66da', operation='UPDATE', pgid='pgtrigger_update_update_004cd', table='grants_opportunity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grantapplicationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='71c8a84bc4f7a0c415ecce910369a909938b31ee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e51e3', table='grants_grantapplicationevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='grantapplication',
            index=models.Index(fields=['site', 'status'], name='grant_applications_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='grantapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_by__isnull', False), ('origin', 'portal'), ('source', '')), models.Q(('made_by', None), ('origin', 'imported'), ('source_as_of__isnull', False), models.Q(('source', ''), _negated=True)), _connector='OR'), name='grantapplication_says_by_whom_or_from_where'),
        ),
        migrations.AddConstraint(
            model_name='grantapplication',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='grant_application_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='grantapplication',
            constraint=models.UniqueConstraint(fields=('site', 'opportunity'), name='a_site_considers_an_opportunity_once'),
        ),
        migrations.AddConstraint(
            model_name='grantapplication',
            constraint=models.CheckConstraint(condition=models.Q(('award_starts_on', None), ('award_ends_on', None), ('award_ends_on__gte', models.F('award_starts_on')), _connector='OR'), name='an_award_ends_on_or_after_its_first_day'),
        ),
        migrations.AddConstraint(
            model_name='grantapplication',
            constraint=models.CheckConstraint(condition=models.Q(('origin', 'imported'), models.Q(('amount_awarded__isnull', False), ('status', 'awarded')), models.Q(models.Q(('status', 'awarded'), _negated=True), ('amount_awarded', None)), _connector='OR'), name='a_grant_has_an_amount_once_it_is_awarded'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grantapplication',
            trigger=pgtrigger.compiler.Trigger(name='a_grant_application_stays_its_sites', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='282893b87365618ae5997d371fd48b0d336ee385', operation='UPDATE', pgid='pgtrigger_a_grant_application_stays_its_sites_1137c', table='grants_grantapplication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grantapplication',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_grantapplicationevent" ("amount_awarded", "amount_requested", "award_ends_on", "award_number", "award_starts_on", "award_year", "funder", "id", "made_at", "made_by_id", "name", "opportunity_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "site_id", "source", "source_as_of", "status", "version") VALUES (NEW."amount_awarded", NEW."amount_requested", NEW."award_ends_on", NEW."award_number", NEW."award_starts_on", NEW."award_year", NEW."funder", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", NEW."opportunity_id", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."site_id", NEW."source", NEW."source_as_of", NEW."status", NEW."version"); RETURN NULL;', hash='154cd79f090a00cacc7bbddfe1cd4e186d34c6df', operation='INSERT', pgid='pgtrigger_insert_insert_a52e2', table='grants_grantapplication', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grantapplication',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_grantapplicationevent" ("amount_awarded", "amount_requested", "award_ends_on", "award_number", "award_starts_on", "award_year", "funder", "id", "made_at", "made_by_id", "name", "opportunity_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "site_id", "source", "source_as_of", "status", "version") VALUES (NEW."amount_awarded", NEW."amount_requested", NEW."award_ends_on", NEW."award_number", NEW."award_starts_on", NEW."award_year", NEW."funder", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", NEW."opportunity_id", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."site_id", NEW."source", NEW."source_as_of", NEW."status", NEW."version"); RETURN NULL;', hash='d24ca29d0b5af28a354379bc38f89b80f45d7b67', operation='UPDATE', pgid='pgtrigger_update_update_5f889', table='grants_grantapplication', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='opportunityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec171194fc79736927bdad15913055ff537ba2d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01a54', table='grants_opportunityevent', when='BEFORE')),
        ),
        EnableRowSecurity("grants_opportunity", read=PERSON, write=STAFF),
        EnableRowSecurity("grants_opportunityevent", read=STAFF),
        EnableRowSecurity("grants_grantapplication"),
        EnableRowSecurity("grants_grantapplicationevent"),
        EnableRowSecurity("grants_committee"),
        EnableRowSecurity("grants_committeeevent"),
        EnableRowSecurity("grants_committeemember"),
        EnableRowSecurity("grants_committeememberevent"),
        EnableRowSecurity("grants_committeemeeting"),
        EnableRowSecurity("grants_committeemeetingevent"),
        EnableRowSecurity("grants_landscapereview"),
        EnableRowSecurity("grants_landscapereviewevent"),
        EnableRowSecurity("grants_grantstep", **ONCE),
    ]
