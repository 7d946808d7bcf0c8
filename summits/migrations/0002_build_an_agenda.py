"""Keep agendas behind row security; no room and no speaker is ever in two sessions at once."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import summits.models.agenda
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity, LoadFunctions

PERSON = "(SELECT app_user()) IS NOT NULL OR (SELECT app_is_job())"
MANAGER = "(SELECT app_staff_role()) = 'program-manager' OR (SELECT app_is_job())"
ORGANIZER = f"{MANAGER} OR summit_id = ANY ((SELECT app_organized_summits())::uuid[])"
PUBLIC = f"{PERSON} OR summit_id IN (SELECT s.id FROM summits_summit s WHERE s.is_agenda_public)"
OWN = "person_id = (SELECT app_user()) OR (SELECT app_is_job())"


def same_summit(table, column, parent, name):
    """Return the operation for a key that leads only to a row of the same summit."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (summit_id, {column})"
        f" REFERENCES {parent} (summit_id, id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0013_leave_notes_for_successors'),
        ('summits', '0001_open_the_room'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('text', models.TextField(blank=True)),
                ('audience', models.CharField(choices=[('everyone', 'Everyone'), ('leaders', 'Chiefs and executives'), ('investigators', 'Investigators'), ('prosecutors', 'Prosecutors'), ('analysts', 'Analysts'), ('teams', 'Site teams')], default='everyone', max_length=16)),
                ('expected', models.PositiveIntegerField(default=0, help_text='How many people are expected.')),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('projector', 'Projector'), ('tables', 'Tables for teams'), ('remote', 'Remote participants'), ('recording', 'Recording')], max_length=12), blank=True, default=list, size=None)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField(default=summits.models.agenda.no_time)),
                ('version', models.PositiveIntegerField(default=1)),
                ('core_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
            ],
            options={
                'ordering': ['during', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('seats', models.PositiveIntegerField()),
                ('equipment', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('projector', 'Projector'), ('tables', 'Tables for teams'), ('remote', 'Remote participants'), ('recording', 'Recording')], max_length=12), blank=True, default=list, size=None)),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='summits.summit')),
            ],
            options={
                'ordering': ['-seats', 'name'],
            },
        ),
        migrations.CreateModel(
            name='RoomEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('seats', models.PositiveIntegerField()),
                ('equipment', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('projector', 'Projector'), ('tables', 'Tables for teams'), ('remote', 'Remote participants'), ('recording', 'Recording')], max_length=12), blank=True, default=list, size=None)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.room')),
                ('summit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.summit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionSeats',
            fields=[
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='seats', serialize=False, to='summits.session')),
                ('taken', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'session seats',
            },
        ),
        migrations.AddField(
            model_name='session',
            name='room',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='summits.room'),
        ),
        migrations.AddField(
            model_name='session',
            name='summit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='summits.summit'),
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('room_told', models.CharField(blank=True, max_length=80)),
                ('made_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.summit')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='summits.session')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('text', models.TextField(blank=True)),
                ('audience', models.CharField(choices=[('everyone', 'Everyone'), ('leaders', 'Chiefs and executives'), ('investigators', 'Investigators'), ('prosecutors', 'Prosecutors'), ('analysts', 'Analysts'), ('teams', 'Site teams')], default='everyone', max_length=16)),
                ('expected', models.PositiveIntegerField(default=0, help_text='How many people are expected.')),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('projector', 'Projector'), ('tables', 'Tables for teams'), ('remote', 'Remote participants'), ('recording', 'Recording')], max_length=12), blank=True, default=list, size=None)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField(default=summits.models.agenda.no_time)),
                ('version', models.PositiveIntegerField(default=1)),
                ('core_area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.corearea')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.session')),
                ('room', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.room')),
                ('summit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.summit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionSpeaker',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='summits.session')),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.summit')),
            ],
            options={
                'ordering': ['speaker__name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('position', models.CharField(blank=True, max_length=160)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='summits.summit')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SessionSpeakerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.sessionspeaker')),
                ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.session')),
                ('summit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.summit')),
                ('speaker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.speaker')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='sessionspeaker',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='summits.speaker'),
        ),
        migrations.AddField(
            model_name='session',
            name='speakers',
            field=models.ManyToManyField(through='summits.SessionSpeaker', through_fields=('session', 'speaker'), to='summits.speaker'),
        ),
        migrations.CreateModel(
            name='SpeakerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('position', models.CharField(blank=True, max_length=160)),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.speaker')),
                ('summit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.summit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(fields=('summit', 'name'), name='a_room_has_one_name'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(fields=('summit', 'id'), name='room_is_known_by_its_summit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_roomevent" ("equipment", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "summit_id") VALUES (NEW."equipment", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."seats", NEW."summit_id"); RETURN NULL;', hash='a5c25a33a8bed5f432a38ec1e0120e0fd5133e5a', operation='INSERT', pgid='pgtrigger_insert_insert_fe1d1', table='summits_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_roomevent" ("equipment", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "summit_id") VALUES (NEW."equipment", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."seats", NEW."summit_id"); RETURN NULL;', hash='bd569775f3eefc6ef47eea5c5087b4445e75df27', operation='UPDATE', pgid='pgtrigger_update_update_306a7', table='summits_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roomevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0465f0d3b1e2147c6a81b2aa77846d19ff967a82', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d6d20', table='summits_roomevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='choice',
            index=models.Index(fields=['person', 'summit'], name='choices_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.UniqueConstraint(fields=('session', 'person'), name='a_person_chooses_a_session_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='65a813198193c7000facbbafbea293317d524c9d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b421f', table='summits_sessionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.UniqueConstraint(fields=('summit', 'name'), name='a_speaker_has_one_name'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.UniqueConstraint(fields=('summit', 'id'), name='speaker_is_known_by_its_summit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_speakerevent" ("id", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "summit_id") VALUES (NEW."id", NEW."name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."summit_id"); RETURN NULL;', hash='60bcb9bb9620e612c1b43ed8aebfe00f8d1d4f2b', operation='INSERT', pgid='pgtrigger_insert_insert_e1d79', table='summits_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_speakerevent" ("id", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "summit_id") VALUES (NEW."id", NEW."name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."summit_id"); RETURN NULL;', hash='9d615ee3f2a2ea068ce236f1adcf006a0a1cae22', operation='UPDATE', pgid='pgtrigger_update_update_bcb07', table='summits_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionspeakerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='771fb8d10e55c1755131674800d87eae77defa75', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_13679', table='summits_sessionspeakerevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sessionspeaker',
            constraint=models.UniqueConstraint(fields=('session', 'speaker'), name='a_session_has_a_speaker_once'),
        ),
        migrations.AddConstraint(
            model_name='sessionspeaker',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('speaker_id'), '='), (models.F('during'), '&&')], name='a_speaker_has_one_session_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionspeaker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_sessionspeakerevent" ("during", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker_id", "summit_id") VALUES (NEW."during", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."session_id", NEW."speaker_id", NEW."summit_id"); RETURN NULL;', hash='e2565e461b4e0c58377d16f681237bb3c6c8757c', operation='INSERT', pgid='pgtrigger_insert_insert_5ea3c', table='summits_sessionspeaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionspeaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_sessionspeakerevent" ("during", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker_id", "summit_id") VALUES (NEW."during", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_id", NEW."speaker_id", NEW."summit_id"); RETURN NULL;', hash='019e649558f7bbb25c8cbbdba7ae606a6234ee81', operation='UPDATE', pgid='pgtrigger_update_update_a2396', table='summits_sessionspeaker', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['summit', 'during'], name='sessions_of_a_summit'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('summit', 'id'), name='session_is_known_by_its_summit'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('id', 'during'), name='session_is_known_by_its_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('during__isempty', True), models.Q(('during__lower_inf', False), ('during__upper_inf', False)), _connector='OR'), name='a_sessions_time_begins_and_ends'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('room', None), ('during__isempty', False), _connector='OR'), name='a_session_in_a_room_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('room__isnull', False)), expressions=[(models.F('room_id'), '='), (models.F('during'), '&&')], name='a_room_has_one_session_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_sessionevent" ("audience", "core_area_id", "during", "expected", "id", "needs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id", "summit_id", "text", "title", "version") VALUES (NEW."audience", NEW."core_area_id", NEW."during", NEW."expected", NEW."id", NEW."needs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."room_id", NEW."summit_id", NEW."text", NEW."title", NEW."version"); RETURN NULL;', hash='81b01cc988276b8d6093bea4fb9f61cfe7f28cb7', operation='INSERT', pgid='pgtrigger_insert_insert_ee314', table='summits_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_sessionevent" ("audience", "core_area_id", "during", "expected", "id", "needs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id", "summit_id", "text", "title", "version") VALUES (NEW."audience", NEW."core_area_id", NEW."during", NEW."expected", NEW."id", NEW."needs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."room_id", NEW."summit_id", NEW."text", NEW."title", NEW."version"); RETURN NULL;', hash='5ea7dd0bfdf397b3e410ed9ced04702682d237a4', operation='UPDATE', pgid='pgtrigger_update_update_ca070', table='summits_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speakerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='500f75773b0df4bd4ccef89fcae5b0e36614fa6a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bae34', table='summits_speakerevent', when='BEFORE')),
        ),
        same_summit(
            "summits_session", "room_id", "summits_room", "session_is_in_a_room_of_its_summit"
        ),
        same_summit(
            "summits_sessionspeaker", "session_id", "summits_session", "slot_is_of_its_summit"
        ),
        same_summit(
            "summits_sessionspeaker", "speaker_id", "summits_speaker", "slot_is_of_its_speakers_summit"
        ),
        same_summit(
            "summits_choice", "session_id", "summits_session", "choice_is_of_its_sessions_summit"
        ),
        # A speaker's time is the session's: it moves with it, or the move is refused.
        migrations.RunSQL(
            "ALTER TABLE summits_sessionspeaker ADD CONSTRAINT slot_has_the_time_of_its_session"
            " FOREIGN KEY (session_id, during) REFERENCES summits_session (id, during)"
            " ON UPDATE CASCADE ON DELETE CASCADE",
            "ALTER TABLE summits_sessionspeaker DROP CONSTRAINT slot_has_the_time_of_its_session",
        ),
        LoadFunctions("app_is_job", backwards="SELECT 1"),
        *(
            operation
            for table in ("room", "speaker", "session", "sessionspeaker")
            for operation in (
                EnableRowSecurity(f"summits_{table}", read=PUBLIC, write=ORGANIZER),
                EnableRowSecurity(f"summits_{table}event", read=MANAGER),
            )
        ),
        EnableRowSecurity("summits_sessionseats", read=PERSON, write="(SELECT app_is_job())"),
        EnableRowSecurity("summits_choice", read=OWN),
    ]
