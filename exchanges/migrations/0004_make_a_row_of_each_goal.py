"""Make a row of each line of an exchange's goals."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

ROWS = r"""
INSERT INTO exchanges_exchangegoal (id, exchange_id, number, text, result, happened)
SELECT gen_random_uuid(), e.id, row_number() OVER (PARTITION BY e.id ORDER BY line.place), btrim(line.text), '', ''
  FROM exchanges_peerexchange e
 CROSS JOIN regexp_split_to_table(e.goals, E'[\r\n]+') WITH ORDINALITY AS line(text, place)
 WHERE btrim(line.text) <> ''
"""


class Migration(migrations.Migration):

    dependencies = [
        ('exchanges', '0003_share_goals_and_files'),
    ]

    operations = [
        migrations.RunSQL(ROWS, migrations.RunSQL.noop),
        pgtrigger.migrations.RemoveTrigger(
            model_name='peerexchange',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='peerexchange',
            name='update_update',
        ),
        migrations.RemoveField(
            model_name='peerexchange',
            name='goals',
        ),
        migrations.RemoveField(
            model_name='peerexchangeevent',
            name='goals',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='peerexchange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_peerexchangeevent" ("allowed_by_id", "asked_at", "asked_by_id", "core_area_id", "ends_on", "host_id", "id", "learned", "outcomes", "over_limit_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reported_at", "reported_by_id", "reported_for", "starts_on", "status", "title", "version", "visitor_id", "will_change") VALUES (NEW."allowed_by_id", NEW."asked_at", NEW."asked_by_id", NEW."core_area_id", NEW."ends_on", NEW."host_id", NEW."id", NEW."learned", NEW."outcomes", NEW."over_limit_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."reported_at", NEW."reported_by_id", NEW."reported_for", NEW."starts_on", NEW."status", NEW."title", NEW."version", NEW."visitor_id", NEW."will_change"); RETURN NULL;', hash='79f1943c5db26738dad0cb2aedda58d2a1b01b18', operation='INSERT', pgid='pgtrigger_insert_insert_32fc5', table='exchanges_peerexchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='peerexchange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchanges_peerexchangeevent" ("allowed_by_id", "asked_at", "asked_by_id", "core_area_id", "ends_on", "host_id", "id", "learned", "outcomes", "over_limit_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reported_at", "reported_by_id", "reported_for", "starts_on", "status", "title", "version", "visitor_id", "will_change") VALUES (NEW."allowed_by_id", NEW."asked_at", NEW."asked_by_id", NEW."core_area_id", NEW."ends_on", NEW."host_id", NEW."id", NEW."learned", NEW."outcomes", NEW."over_limit_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."reported_at", NEW."reported_by_id", NEW."reported_for", NEW."starts_on", NEW."status", NEW."title", NEW."version", NEW."visitor_id", NEW."will_change"); RETURN NULL;', hash='18f086a6588c3c7972baaf9f941beb56bffcf4d2', operation='UPDATE', pgid='pgtrigger_update_update_7a145', table='exchanges_peerexchange', when='AFTER')),
        ),
    ]
