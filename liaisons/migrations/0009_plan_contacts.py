"""Contacts that liaisons plan: read and written at the site, with their history."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('liaisons', '0008_commitments_hours_and_files'),
        ('sites', '0016_index_the_history_of_teams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlannedContact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('visit', 'Visit'), ('call', 'Call'), ('email', 'Email'), ('meeting', 'Meeting'), ('observation', 'Observation')], default='visit', max_length=12)),
                ('planned_on', models.DateField()),
                ('planned_at', models.DateTimeField()),
                ('canceled_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['planned_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlannedContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('visit', 'Visit'), ('call', 'Call'), ('email', 'Email'), ('meeting', 'Meeting'), ('observation', 'Observation')], default='visit', max_length=12)),
                ('planned_on', models.DateField()),
                ('planned_at', models.DateTimeField()),
                ('canceled_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='liaisons.plannedcontact')),
                ('planned_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='plannedcontact',
            constraint=models.UniqueConstraint(condition=models.Q(('canceled_at__isnull', True)), fields=('site', 'planned_on', 'kind'), name='a_contact_is_planned_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='plannedcontact',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['visit', 'call', 'email', 'meeting', 'observation'])), name='planned_contact_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='plannedcontact',
            constraint=models.CheckConstraint(condition=models.Q(('canceled_at__isnull', True), ('canceled_at__gte', models.F('planned_at')), _connector='OR'), name='planned_contact_is_canceled_after_it_was_planned'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plannedcontact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "liaisons_plannedcontactevent" ("canceled_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "planned_on", "site_id", "version") VALUES (NEW."canceled_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."planned_on", NEW."site_id", NEW."version"); RETURN NULL;', hash='751bfead621f0316a7ff193dedef117e91b2b306', operation='INSERT', pgid='pgtrigger_insert_insert_46075', table='liaisons_plannedcontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plannedcontact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "liaisons_plannedcontactevent" ("canceled_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "planned_on", "site_id", "version") VALUES (NEW."canceled_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."planned_on", NEW."site_id", NEW."version"); RETURN NULL;', hash='89b53ac0d737baaf662c7ad3c9c02360f8c515d2', operation='UPDATE', pgid='pgtrigger_update_update_4676c', table='liaisons_plannedcontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plannedcontactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5429e5b7d67a3069dbd61fc4b6084f5c0212dbd9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_edd70', table='liaisons_plannedcontactevent', when='BEFORE')),
        ),
        EnableRowSecurity("liaisons_plannedcontact"),
        EnableRowSecurity("liaisons_plannedcontactevent"),
    ]
