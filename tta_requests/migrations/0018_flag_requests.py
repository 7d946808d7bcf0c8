"""A word DOJ staff put on a request."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0017_search_requests'),
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
            name='flag',
            field=models.CharField(blank=True, help_text='A word DOJ staff see on the desk.', max_length=40),
        ),
        migrations.AddField(
            model_name='ttarequestevent',
            name='flag',
            field=models.CharField(blank=True, help_text='A word DOJ staff see on the desk.', max_length=40),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "flag", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "provider_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."flag", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."problem", NEW."provider_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='cd03ff2eef14ee6698efa474921588ba56af97f7', operation='INSERT', pgid='pgtrigger_insert_insert_4e5e9', table='tta_requests_ttarequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "flag", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "provider_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."flag", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."problem", NEW."provider_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='9bbdef52d3fa6f5050a68d0b18bf43f4c612e5f3', operation='UPDATE', pgid='pgtrigger_update_update_9ed57', table='tta_requests_ttarequest', when='AFTER')),
        ),
    ]
