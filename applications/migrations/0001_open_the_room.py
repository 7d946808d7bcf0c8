"""Keep rounds and applications behind row security from the start."""

import applications.models.rounds
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import foundation.calendars.clock
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity, LoadFunctions

JOB = "(SELECT app_is_job())"
MANAGER = "(SELECT app_staff_role()) = 'program-manager'"
# Starts drafts, and sends and ends links; it writes no answer.
STARTS = "(SELECT app_actor()) = 'system:applications'"
APPLIED = "(SELECT app_applied())"
SUBMITTED = f"{MANAGER} AND submitted_at IS NOT NULL"
# What hangs on an application is read by those who read it: its own policy answers.
CHILD = "application_id IN (SELECT a.id FROM applications_application a)"
ANSWERS = f"application_id = {APPLIED} OR {JOB}"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0016_index_the_history_of_teams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under-review', 'Under review'), ('selected', 'Selected'), ('not-selected', 'Not selected'), ('deferred', 'Deferred'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('contact_email', models.EmailField(help_text='Where the links go, in small letters.', max_length=254)),
                ('contact_name', models.CharField(blank=True, max_length=160)),
                ('contact_title', models.CharField(blank=True, max_length=160)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('agency_name', models.CharField(blank=True, max_length=160)),
                ('ori', models.CharField(blank=True, max_length=9, verbose_name='ORI')),
                ('state', models.CharField(blank=True, help_text="The state's two letters.", max_length=2)),
                ('problem', models.TextField(blank=True, max_length=4000)),
                ('change', models.TextField(blank=True, max_length=4000)),
                ('is_likely_junk', models.BooleanField(default=False)),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-started_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('slug', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=200)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['order', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='DraftLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='applications.application')),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cohort_year', models.PositiveSmallIntegerField(unique=True)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField(help_text="The first deadline; an extension doesn't change it.")),
                ('time_zone', models.CharField(default='America/New_York', max_length=40)),
                ('extended_to', models.DateTimeField(blank=True, null=True)),
                ('extension_reason', models.TextField(blank=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-cohort_year'],
            },
        ),
        migrations.CreateModel(
            name='ApplicationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under-review', 'Under review'), ('selected', 'Selected'), ('not-selected', 'Not selected'), ('deferred', 'Deferred'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('contact_email', models.EmailField(help_text='Where the links go, in small letters.', max_length=254)),
                ('contact_name', models.CharField(blank=True, max_length=160)),
                ('contact_title', models.CharField(blank=True, max_length=160)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('agency_name', models.CharField(blank=True, max_length=160)),
                ('ori', models.CharField(blank=True, max_length=9, verbose_name='ORI')),
                ('state', models.CharField(blank=True, help_text="The state's two letters.", max_length=2)),
                ('problem', models.TextField(blank=True, max_length=4000)),
                ('change', models.TextField(blank=True, max_length=4000)),
                ('is_likely_junk', models.BooleanField(default=False)),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.application')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='application',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='applications.round'),
        ),
        migrations.CreateModel(
            name='RoundEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('cohort_year', models.PositiveSmallIntegerField()),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField(help_text="The first deadline; an extension doesn't change it.")),
                ('time_zone', models.CharField(default='America/New_York', max_length=40)),
                ('extended_to', models.DateTimeField(blank=True, null=True)),
                ('extension_reason', models.TextField(blank=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(choices=[('not-yet', 'Not yet'), ('starting', 'Starting'), ('in-place', 'In place'), ('could-help', 'Could help others')], max_length=10)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='applications.application')),
                ('core_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
            ],
        ),
        migrations.CreateModel(
            name='ApplicationStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(help_text="The verb of the lifecycle's table.", max_length=20)),
                ('target', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under-review', 'Under review'), ('selected', 'Selected'), ('not-selected', 'Not selected'), ('deferred', 'Deferred'), ('withdrawn', 'Withdrawn')], max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='applications.application')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'indexes': [models.Index(fields=['application', 'made_at'], name='steps_of_an_application')],
            },
        ),
        migrations.CreateModel(
            name='EligibilityAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_met', models.BooleanField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='applications.application')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.requirement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'requirement'), name='a_requirement_is_answered_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='a_round_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('extended_to', None), ('extension_reason', '')), models.Q(('extended_to__gt', models.F('closes_at')), models.Q(('extension_reason', ''), _negated=True)), _connector='OR'), name='an_extension_is_later_and_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(applications.models.rounds.Moments('opens_at', django.db.models.functions.comparison.Coalesce('extended_to', 'closes_at')), '&&')], name='one_round_is_open_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_roundevent" ("closes_at", "cohort_year", "extended_to", "extension_reason", "id", "is_demo", "made_at", "made_by_id", "opens_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "version") VALUES (NEW."closes_at", NEW."cohort_year", NEW."extended_to", NEW."extension_reason", NEW."id", NEW."is_demo", NEW."made_at", NEW."made_by_id", NEW."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."time_zone", NEW."version"); RETURN NULL;', hash='af8db50e6492da28f39e25025a7fca2e70a48c74', operation='INSERT', pgid='pgtrigger_insert_insert_a0c65', table='applications_round', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_roundevent" ("closes_at", "cohort_year", "extended_to", "extension_reason", "id", "is_demo", "made_at", "made_by_id", "opens_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "version") VALUES (NEW."closes_at", NEW."cohort_year", NEW."extended_to", NEW."extension_reason", NEW."id", NEW."is_demo", NEW."made_at", NEW."made_by_id", NEW."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."time_zone", NEW."version"); RETURN NULL;', hash='d22afe40fd0a57f4b5b2ae8a4614e7020cfa5145', operation='UPDATE', pgid='pgtrigger_update_update_35bdf', table='applications_round', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='applicationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='630c1c333f6d410f309a87e3bbbc3af261f9a94f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4f572', table='applications_applicationevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['round', '-submitted_at'], name='applications_of_a_round'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['ori'], name='applications_by_ori'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['contact_email'], name='applications_of_a_contact'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'withdrawn']), ('submitted_at__isnull', False), _connector='OR'), name='what_is_reviewed_was_submitted'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'draft'), _negated=True), ('submitted_at', None), _connector='OR'), name='a_draft_is_not_submitted'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_applicationevent" ("agency_name", "change", "contact_email", "contact_name", "contact_phone", "contact_title", "id", "is_likely_junk", "ori", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "round_id", "started_at", "state", "status", "submitted_at", "version") VALUES (NEW."agency_name", NEW."change", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."contact_title", NEW."id", NEW."is_likely_junk", NEW."ori", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."problem", NEW."round_id", NEW."started_at", NEW."state", NEW."status", NEW."submitted_at", NEW."version"); RETURN NULL;', hash='567a80390db589740cb5edbe4083b33cc4a957e6', operation='INSERT', pgid='pgtrigger_insert_insert_60e1b', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_applicationevent" ("agency_name", "change", "contact_email", "contact_name", "contact_phone", "contact_title", "id", "is_likely_junk", "ori", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "round_id", "started_at", "state", "status", "submitted_at", "version") VALUES (NEW."agency_name", NEW."change", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."contact_title", NEW."id", NEW."is_likely_junk", NEW."ori", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."problem", NEW."round_id", NEW."started_at", NEW."state", NEW."status", NEW."submitted_at", NEW."version"); RETURN NULL;', hash='5111e6f43890fd8c4e37e78e72b66536a52616d8', operation='UPDATE', pgid='pgtrigger_update_update_f714e', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roundevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='41f82aa263c8c8b1a93f4be33c735ebb72e6287e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1dd9a', table='applications_roundevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='selfassessment',
            constraint=models.UniqueConstraint(fields=('application', 'core_area'), name='a_core_area_is_assessed_once'),
        ),
        LoadFunctions("app_applied", "app_held_seat_at"),
        EnableRowSecurity("applications_round", read="true", write=f"{MANAGER} OR {JOB}"),
        EnableRowSecurity("applications_roundevent", read=MANAGER),
        EnableRowSecurity(
            "applications_application",
            read=f"id = {APPLIED} OR ({SUBMITTED}) OR {STARTS} OR {JOB}",
            # Nobody reviews an agency where they hold or held a seat.
            write=f"id = {APPLIED} OR ({SUBMITTED} AND NOT app_held_seat_at(ori)) OR {JOB}",
            insert=f"{STARTS} OR {JOB}",
        ),
        EnableRowSecurity("applications_applicationevent", read=SUBMITTED),
        EnableRowSecurity(
            "applications_draftlink",
            read=f"application_id = {APPLIED} OR {STARTS} OR {JOB}",
            write=f"{STARTS} OR {JOB}",
            definer_reads=True,
        ),
        EnableRowSecurity("applications_eligibilityanswer", read=CHILD, write=ANSWERS),
        EnableRowSecurity("applications_selfassessment", read=CHILD, write=ANSWERS),
        EnableRowSecurity("applications_applicationstep", read=CHILD, write="false", insert=CHILD),
    ]
