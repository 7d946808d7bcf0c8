"""Say with a delivery how many people were trained."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0042_name_findings'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='ttarequest',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ttarequest',
            name='update_update',
        ),
        migrations.AddField(
            model_name='ttarequest',
            name='people_trained',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ttarequestevent',
            name='people_trained',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "finding_id", "flag", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "people_trained", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_action", "plan_id", "principles", "problem", "provider_id", "recommendation_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "session_note_id", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."finding_id", NEW."flag", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", NEW."people_trained", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_action", NEW."plan_id", NEW."principles", NEW."problem", NEW."provider_id", NEW."recommendation_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."session_note_id", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='18f6d6ad55756523aea22efa517cfbc12a1a14dd', operation='INSERT', pgid='pgtrigger_insert_insert_4e5e9', table='tta_requests_ttarequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "finding_id", "flag", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "people_trained", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_action", "plan_id", "principles", "problem", "provider_id", "recommendation_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "session_note_id", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."finding_id", NEW."flag", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", NEW."people_trained", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_action", NEW."plan_id", NEW."principles", NEW."problem", NEW."provider_id", NEW."recommendation_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."session_note_id", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='cc4cda5bb49f7d22e2c553401df15840e778416d', operation='UPDATE', pgid='pgtrigger_update_update_9ed57', table='tta_requests_ttarequest', when='AFTER')),
        ),
    ]
