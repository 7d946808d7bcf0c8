"""Keep who arrived behind row security, as the registrations are."""

import django.db.models.deletion
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity

JOB = "(SELECT app_is_job())"
MANAGER = f"(SELECT app_staff_role()) = 'program-manager' OR {JOB}"
ORGANIZED = "summit_id = ANY ((SELECT app_organized_summits())::uuid[])"
OWN = "person_id = (SELECT app_user())"
READ = f"{SITE} OR {OWN} OR {ORGANIZED} OR {MANAGER}"
WRITE = f"{ORGANIZED} OR {MANAGER}"


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0016_index_the_history_of_teams'),
        ('summits', '0005_note_sessions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='summits.registration')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='summits.session')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.summit')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CheckInEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.checkin')),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.registration')),
                ('session', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.session')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('summit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.summit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(fields=['summit', 'session'], name='check_ins_of_a_summit'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=foundation.tenancy.constraints.SameSite(field='registration', name='a_check_in_is_of_its_registrations_site'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.UniqueConstraint(fields=('registration', 'session'), name='a_person_arrives_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('at__lte', models.F('recorded_at'))), name='nobody_arrives_later_than_recorded'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checkin',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_checkinevent" ("at", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id", "session_id", "site_id", "summit_id") VALUES (NEW."at", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."registration_id", NEW."session_id", NEW."site_id", NEW."summit_id"); RETURN NULL;', hash='aca8f9c8716cebeed8ebd8bd104f2aecccea76f2', operation='INSERT', pgid='pgtrigger_insert_insert_4ef70', table='summits_checkin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checkin',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_checkinevent" ("at", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id", "session_id", "site_id", "summit_id") VALUES (OLD."at", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."registration_id", OLD."session_id", OLD."site_id", OLD."summit_id"); RETURN NULL;', hash='f240883eaf271fd2187cdc213a810f3c1dd199ad', operation='DELETE', pgid='pgtrigger_delete_delete_c85d8', table='summits_checkin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checkinevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='675ba93e34b025a7898218ae202dc564f6d6426a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f82f7', table='summits_checkinevent', when='BEFORE')),
        ),
        EnableRowSecurity("summits_checkin", read=READ, write=WRITE),
        EnableRowSecurity("summits_checkinevent", read=READ, write=WRITE),
    ]
