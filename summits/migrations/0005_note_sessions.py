"""Let people of a site write notes on sessions, behind row security."""

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
        ('sites', '0016_index_the_history_of_teams'),
        ('summits', '0004_change_rooms_and_speakers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='summitstep',
            name='step',
            field=models.CharField(choices=[('planned', 'Planned'), ('changed', 'Details changed'), ('filed', 'Filed for approval'), ('passed', 'Approval recorded'), ('redated', 'Given a new due date'), ('published', 'Published'), ('reviewed-30', '30-day follow-up reviewed'), ('reviewed-90', '90-day follow-up reviewed'), ('granted', 'Access given'), ('revoked', 'Access ended'), ('approve', 'Approved'), ('open-registration', 'Registration opened'), ('lock-agenda', 'Agenda locked'), ('unlock-agenda', 'Agenda unlocked'), ('start', 'Started'), ('wrap-up', 'Wrap-up started'), ('archive', 'Archived'), ('cancel', 'Canceled'), ('places', 'Number of places set'), ('go-virtual', 'Changed to virtual')], max_length=20),
        ),
        migrations.CreateModel(
            name='SessionNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.session')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SessionNoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.sessionnote')),
                ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.session')),
                ('settled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='sessionnote',
            index=models.Index(fields=['session', 'made_at'], name='notes_of_a_session'),
        ),
        migrations.AddIndex(
            model_name='sessionnote',
            index=models.Index(fields=['site', '-made_at'], name='session_notes_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='sessionnote',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='session_note_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='sessionnote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_session_note_says_something'),
        ),
        migrations.AddConstraint(
            model_name='sessionnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='a_settled_session_note_says_by_whom'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionnote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_sessionnoteevent" ("author_id", "id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "settled_at", "settled_by_id", "site_id", "text", "version") VALUES (NEW."author_id", NEW."id", NEW."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."session_id", NEW."settled_at", NEW."settled_by_id", NEW."site_id", NEW."text", NEW."version"); RETURN NULL;', hash='3d1f1aa99c6ed8e54b1193f80a5d5019fb868b98', operation='INSERT', pgid='pgtrigger_insert_insert_857e7', table='summits_sessionnote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionnote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_sessionnoteevent" ("author_id", "id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "settled_at", "settled_by_id", "site_id", "text", "version") VALUES (NEW."author_id", NEW."id", NEW."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_id", NEW."settled_at", NEW."settled_by_id", NEW."site_id", NEW."text", NEW."version"); RETURN NULL;', hash='a79be4b925095f06476dc66efed495afda41a976', operation='UPDATE', pgid='pgtrigger_update_update_f1f20', table='summits_sessionnote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionnoteevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ddc53242007d867de176e6c2339c6377f393d311', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e4f54', table='summits_sessionnoteevent', when='BEFORE')),
        ),
        EnableRowSecurity("summits_sessionnote"),
        EnableRowSecurity("summits_sessionnoteevent"),
    ]
