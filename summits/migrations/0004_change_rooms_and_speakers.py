"""Let organizers change rooms and speakers, and keep sessions without a time from visitors."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from foundation.tenancy.operations import LoadFunctions

PERSON = "(SELECT app_user()) IS NOT NULL OR (SELECT app_is_job())"
PUBLIC = "summit_id IN (SELECT s.id FROM summits_summit s WHERE s.is_agenda_public)"


def placed_alone(table):
    """Return the operation after which visitors read only rows of a public agenda that have a time."""
    return migrations.RunSQL(
        f"ALTER POLICY app_read ON {table} USING ({PERSON} OR NOT isempty(during) AND {PUBLIC})",
        f"ALTER POLICY app_read ON {table} USING ({PERSON} OR {PUBLIC})",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('summits', '0003_register_for_a_summit'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='room',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='room',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='update_update',
        ),
        migrations.AddField(
            model_name='room',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='roomevent',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='speaker',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_roomevent" ("equipment", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "summit_id", "version") VALUES (NEW."equipment", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."seats", NEW."summit_id", NEW."version"); RETURN NULL;', hash='af3de9ca84f179f080693b4edacd22740454cd43', operation='INSERT', pgid='pgtrigger_insert_insert_fe1d1', table='summits_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_roomevent" ("equipment", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "summit_id", "version") VALUES (NEW."equipment", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."seats", NEW."summit_id", NEW."version"); RETURN NULL;', hash='fb4c076eb617650af6481a8d4f711dfc6446772d', operation='UPDATE', pgid='pgtrigger_update_update_306a7', table='summits_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_speakerevent" ("id", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "summit_id", "version") VALUES (NEW."id", NEW."name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."summit_id", NEW."version"); RETURN NULL;', hash='30c031749bab40a8f05f7800d05e33a24e1621c0', operation='INSERT', pgid='pgtrigger_insert_insert_e1d79', table='summits_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_speakerevent" ("id", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "summit_id", "version") VALUES (NEW."id", NEW."name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."summit_id", NEW."version"); RETURN NULL;', hash='71a2a8fc76b8f132d7c92bc67593882d95f4ef2b', operation='UPDATE', pgid='pgtrigger_update_update_bcb07', table='summits_speaker', when='AFTER')),
        ),
        LoadFunctions("app_is_job", backwards="SELECT 1"),
        placed_alone("summits_session"),
        placed_alone("summits_sessionspeaker"),
    ]
