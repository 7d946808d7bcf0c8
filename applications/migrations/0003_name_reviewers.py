"""Name reviewers of an application; nobody reads the others' scores before their own are submitted."""

import applications.models.rounds
import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity, LoadFunctions

JOB = "(SELECT app_is_job())"
ME = "(SELECT app_user())"
MANAGER = "(SELECT app_staff_role()) = 'program-manager'"
STARTS = "(SELECT app_actor()) = 'system:applications'"
SUBMITTED = f"{MANAGER} AND submitted_at IS NOT NULL"
READERS = f"id = (SELECT app_applied()) OR ({SUBMITTED}) OR {STARTS} OR {JOB}"
REVIEWED = "ANY ((SELECT app_reviewed_applications())::uuid[])"
SCORED = "ANY ((SELECT app_scored_applications())::uuid[])"
CHILD = "application_id IN (SELECT a.id FROM applications_application a)"
# A person with a seat at the agency, now or before, neither names reviewers nor is named.
NAMES = (
    f"{MANAGER} AND person_id <> {ME} AND EXISTS (SELECT FROM applications_application a"
    " WHERE a.id = application_id AND a.status = 'under-review'"
    " AND NOT app_held_seat_at(a.ori) AND NOT app_was_seated_at(person_id, a.ori))"
)
# A colleague ends one's review, or the decision does.
ENDS = f"{MANAGER} AND (person_id <> {ME} OR application_id <> ALL ((SELECT app_reviewed_applications())::uuid[]))"
SCORES = (
    f"application_id = {REVIEWED} AND EXISTS (SELECT FROM applications_reviewer r WHERE r.id = reviewer_id"
    " AND r.application_id = applications_scorecard.application_id AND r.ends_at IS NULL"
    f" AND r.person_id = {ME})"
)
OWN_CARD = (
    "EXISTS (SELECT FROM applications_scorecard c JOIN applications_reviewer r ON r.id = c.reviewer_id"
    f" WHERE c.id = scorecard_id AND r.person_id = {ME})"
)


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0002_fit_names_and_compare_agencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('slug', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('description', models.CharField(max_length=300)),
                ('highest', models.PositiveSmallIntegerField(default=5, help_text="The scale runs from 1 to this. It can't be changed later.", validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(10)], verbose_name='highest score')),
                ('lowest_means', models.CharField(max_length=80, verbose_name='what 1 means')),
                ('highest_means', models.CharField(max_length=80, verbose_name='what the highest score means')),
                ('is_in_use', models.BooleanField(default=True, help_text='Clear it to stop asking reviewers about it.', verbose_name='in use')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['order', 'slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('highest__gte', 2), ('highest__lte', 10)), name='a_scale_has_two_to_ten_steps')],
            },
        ),
        migrations.CreateModel(
            name='Reviewer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('due_on', models.DateField(help_text='The day by which the scores are due, in Eastern time.')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewers', to='applications.application')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.round')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('due_on', models.DateField(help_text='The day by which the scores are due, in Eastern time.')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application')),
                ('given_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.reviewer')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Scorecard',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('note', models.TextField(blank=True, max_length=4000)),
                ('submitted_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='applications.application')),
                ('reviewer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='scorecard', to='applications.reviewer')),
            ],
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('points', models.PositiveSmallIntegerField()),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.criterion')),
                ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='applications.scorecard')),
            ],
        ),
        migrations.AddIndex(
            model_name='reviewer',
            index=models.Index(fields=['person', 'application'], name='reviewers_by_person'),
        ),
        migrations.AddConstraint(
            model_name='reviewer',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='a_reviewer_ends_after_they_start'),
        ),
        migrations.AddConstraint(
            model_name='reviewer',
            constraint=models.CheckConstraint(condition=models.Q(('given_by', models.F('person')), _negated=True), name='nobody_names_themselves_a_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='reviewer',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('application_id'), '='), (models.F('person_id'), '='), (applications.models.rounds.Moments('starts_at', 'ends_at'), '&&')], name='a_person_reviews_an_application_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_reviewerevent" ("application_id", "due_on", "ends_at", "given_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "starts_at") VALUES (NEW."application_id", NEW."due_on", NEW."ends_at", NEW."given_by_id", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."round_id", NEW."starts_at"); RETURN NULL;', hash='ada12c31742e2bcb30ba0ac9dd22c4b8a662bc38', operation='INSERT', pgid='pgtrigger_insert_insert_ba965', table='applications_reviewer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_reviewerevent" ("application_id", "due_on", "ends_at", "given_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "starts_at") VALUES (NEW."application_id", NEW."due_on", NEW."ends_at", NEW."given_by_id", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."round_id", NEW."starts_at"); RETURN NULL;', hash='297234e52f783166ccbba569defc7db89c6bc92f', operation='UPDATE', pgid='pgtrigger_update_update_b4f6a', table='applications_reviewer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fd561207170a7fafdbbf7ef216dee93ea3528c5c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eb609', table='applications_reviewerevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('scorecard', 'criterion'), name='a_criterion_is_scored_once'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 1), ('points__lte', 10)), name='points_are_on_a_scale'),
        ),
        LoadFunctions("app_was_seated_at", "app_reviewed_applications", "app_scored_applications"),
        LoadFunctions("app_held_seat_at", backwards="SELECT 1"),
        EnableRowSecurity(
            "applications_reviewer",
            read=f"{MANAGER} OR person_id = {ME} OR application_id = {SCORED} OR {JOB}",
            write=f"{ENDS} OR {JOB}",
            insert=f"{NAMES} OR {JOB}",
            definer_reads=True,
        ),
        EnableRowSecurity("applications_reviewerevent", read=MANAGER),
        EnableRowSecurity(
            "applications_scorecard",
            read=(
                f"EXISTS (SELECT FROM applications_reviewer r WHERE r.id = reviewer_id AND r.person_id = {ME})"
                f" OR application_id = {SCORED} OR {MANAGER} AND NOT application_id = {REVIEWED} OR {JOB}"
            ),
            write="false",
            insert=f"{SCORES} OR {JOB}",
            definer_reads=True,
        ),
        EnableRowSecurity(
            "applications_score",
            read="scorecard_id IN (SELECT c.id FROM applications_scorecard c)",
            write="false",
            insert=f"{OWN_CARD} OR {JOB}",
        ),
        migrations.RunSQL(
            "CREATE POLICY definer ON applications_application FOR SELECT TO psp_owner USING (true)",
            "DROP POLICY definer ON applications_application",
        ),
        migrations.RunSQL(
            f"ALTER POLICY app_read ON applications_application USING ({READERS} OR id = {REVIEWED})",
            f"ALTER POLICY app_read ON applications_application USING ({READERS})",
        ),
        # Reviewers record that they submitted scores, and nothing in another person's name.
        migrations.RunSQL(
            f"ALTER POLICY app_insert ON applications_applicationstep WITH CHECK ({CHILD}"
            f" AND (made_by_id IS NOT DISTINCT FROM {ME} OR {JOB}))",
            f"ALTER POLICY app_insert ON applications_applicationstep WITH CHECK ({CHILD})",
        ),
    ]
