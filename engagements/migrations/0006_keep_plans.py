"""Keep plans, their goals, actions, and approved versions: for the people of their site."""

import django.db.models.deletion
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0005_compare_sites'),
        ('sites', '0013_leave_notes_for_successors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=40)),
                ('direction', models.CharField(choices=[('up', 'Higher is better'), ('down', 'Lower is better')], default='up', max_length=4)),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('baseline_on', models.DateField()),
                ('target', models.DecimalField(decimal_places=2, max_digits=12)),
                ('due_on', models.DateField()),
                ('core_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
                ('principle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.principle')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('strategic', 'Strategic plan'), ('sustainability', 'Sustainability plan')], max_length=14)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Waiting for approval'), ('approved', 'Approved')], default='draft', max_length=10)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('returned_because', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='engagements.engagement')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['kind', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GoalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('text', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=40)),
                ('direction', models.CharField(choices=[('up', 'Higher is better'), ('down', 'Lower is better')], default='up', max_length=4)),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('baseline_on', models.DateField()),
                ('target', models.DecimalField(decimal_places=2, max_digits=12)),
                ('due_on', models.DateField()),
                ('core_area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.corearea')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='engagements.goal')),
                ('principle', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.principle')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.plan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='goal',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='engagements.plan'),
        ),
        migrations.CreateModel(
            name='PlanAction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=200)),
                ('side', models.CharField(choices=[('site', 'The site'), ('doj', 'DOJ')], default='site', max_length=4)),
                ('due_on', models.DateField()),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='engagements.goal')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanActionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('text', models.CharField(max_length=200)),
                ('side', models.CharField(choices=[('site', 'The site'), ('doj', 'DOJ')], default='site', max_length=4)),
                ('due_on', models.DateField()),
                ('goal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.goal')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='engagements.planaction')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('strategic', 'Strategic plan'), ('sustainability', 'Sustainability plan')], max_length=14)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Waiting for approval'), ('approved', 'Approved')], default='draft', max_length=10)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('returned_because', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.engagement')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='engagements.plan')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('started_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('started', 'Plan started'), ('submitted', 'Submitted for approval'), ('returned', 'Returned for changes'), ('approved', 'Version approved'), ('unlocked', 'Unlocked for a new version')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='engagements.plan')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('goals', models.JSONField()),
                ('approved_on', models.DateField(help_text="A day of the site's calendar.")),
                ('approved_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='engagements.plan')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='plan_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('site', 'engagement', 'kind'), name='an_engagement_has_one_plan_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=foundation.tenancy.constraints.SameSite(field='engagement', name='plan_is_of_its_engagements_site'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "engagements_planevent" ("engagement_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_at", "returned_because", "site_id", "started_by_id", "status", "submitted_at", "submitted_by_id", "version") VALUES (NEW."engagement_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."returned_at", NEW."returned_because", NEW."site_id", NEW."started_by_id", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."version"); RETURN NULL;', hash='b8cd31e239c39c8bafe4833a63d128d3b4eaab3c', operation='INSERT', pgid='pgtrigger_insert_insert_994ba', table='engagements_plan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "engagements_planevent" ("engagement_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_at", "returned_because", "site_id", "started_by_id", "status", "submitted_at", "submitted_by_id", "version") VALUES (NEW."engagement_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."returned_at", NEW."returned_because", NEW."site_id", NEW."started_by_id", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."version"); RETURN NULL;', hash='1a1c880f50506817d1136449c1b7c4c24f191c55', operation='UPDATE', pgid='pgtrigger_update_update_7f178', table='engagements_plan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='00ae182d67b65755cb5f33eed763bfc87d8002ba', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b94b', table='engagements_goalevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='goal_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=foundation.tenancy.constraints.SameSite(field='plan', name='goal_is_of_its_plans_site'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('baseline_on'))), name='a_goal_is_due_after_its_baseline'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "engagements_goalevent" ("baseline", "baseline_on", "core_area_id", "direction", "due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "principle_id", "site_id", "target", "text", "unit") VALUES (NEW."baseline", NEW."baseline_on", NEW."core_area_id", NEW."direction", NEW."due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."principle_id", NEW."site_id", NEW."target", NEW."text", NEW."unit"); RETURN NULL;', hash='9a105abe1d888dd0940c5828fb1a9d6673cb1258', operation='INSERT', pgid='pgtrigger_insert_insert_a697f', table='engagements_goal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "engagements_goalevent" ("baseline", "baseline_on", "core_area_id", "direction", "due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "principle_id", "site_id", "target", "text", "unit") VALUES (NEW."baseline", NEW."baseline_on", NEW."core_area_id", NEW."direction", NEW."due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."principle_id", NEW."site_id", NEW."target", NEW."text", NEW."unit"); RETURN NULL;', hash='a6d90bdaf691dab57c64839a49f26b4efd296e7d', operation='UPDATE', pgid='pgtrigger_update_update_2a864', table='engagements_goal', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='planaction',
            constraint=foundation.tenancy.constraints.SameSite(field='goal', name='plan_action_is_of_its_goals_site'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planaction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "engagements_planactionevent" ("due_on", "goal_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "site_id", "text") VALUES (NEW."due_on", NEW."goal_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."side", NEW."site_id", NEW."text"); RETURN NULL;', hash='cb2a97754214d40dada54eacfc3b96794b3f6a54', operation='INSERT', pgid='pgtrigger_insert_insert_09036', table='engagements_planaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planaction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "engagements_planactionevent" ("due_on", "goal_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "site_id", "text") VALUES (NEW."due_on", NEW."goal_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."side", NEW."site_id", NEW."text"); RETURN NULL;', hash='63bd6421c4b5e517ddd2e714335e933967f5f7fd', operation='UPDATE', pgid='pgtrigger_update_update_2f037', table='engagements_planaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planactionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='436a72c920ca3ef1351e0f0b5b502fc4073fa244', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aa374', table='engagements_planactionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa11daa56cf744b84b932ac790e84748138e6f04', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e12c6', table='engagements_planevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='planstep',
            constraint=foundation.tenancy.constraints.SameSite(field='plan', name='step_is_of_its_plans_own_site'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(fields=('site', 'plan', 'number'), name='a_plan_has_one_version_of_a_number'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=foundation.tenancy.constraints.SameSite(field='plan', name='version_is_of_its_plans_site'),
        ),
        EnableRowSecurity("engagements_plan"),
        EnableRowSecurity("engagements_planevent"),
        EnableRowSecurity("engagements_goal"),
        EnableRowSecurity("engagements_goalevent"),
        EnableRowSecurity("engagements_planaction"),
        EnableRowSecurity("engagements_planactionevent"),
        EnableRowSecurity("engagements_planversion", write="false", insert=SITE),
        EnableRowSecurity("engagements_planstep", write="false", insert=SITE),
    ]
