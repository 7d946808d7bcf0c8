"""Give speakers a biography, which they write themselves."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('summits', '0010_add_materials'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='update_update',
        ),
        migrations.AddField(
            model_name='speaker',
            name='biography',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='biography',
            field=models.TextField(blank=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_speakerevent" ("biography", "id", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "summit_id", "version") VALUES (NEW."biography", NEW."id", NEW."name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."summit_id", NEW."version"); RETURN NULL;', hash='db3b740dd861315e08582fcc2bf411b8b227ee9a', operation='INSERT', pgid='pgtrigger_insert_insert_e1d79', table='summits_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_speakerevent" ("biography", "id", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "summit_id", "version") VALUES (NEW."biography", NEW."id", NEW."name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."summit_id", NEW."version"); RETURN NULL;', hash='0c3eddd4d1a7c59298277c9f2b4db047d09c3153', operation='UPDATE', pgid='pgtrigger_update_update_bcb07', table='summits_speaker', when='AFTER')),
        ),
    ]
