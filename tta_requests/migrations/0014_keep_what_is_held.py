"""A request on legal hold is not deleted, and its files stay."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0013_put_evaluations_behind_row_security'),
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
            name='legal_hold_since',
            field=models.DateTimeField(blank=True, help_text='While set, nothing of it is taken away or destroyed.', null=True),
        ),
        migrations.AddField(
            model_name='ttarequestevent',
            name='legal_hold_since',
            field=models.DateTimeField(blank=True, help_text='While set, nothing of it is taken away or destroyed.', null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='a_held_request_keeps_its_files', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM tta_requests_ttarequest r\n                                WHERE r.id = OLD.request_id AND r.legal_hold_since IS NOT NULL) THEN\n                        RAISE EXCEPTION 'a request on legal hold keeps its files';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='ec0a9c99b27c1339eb4fdbdb36ec4301732bb5a0', operation='UPDATE OF "removed_at" OR DELETE', pgid='pgtrigger_a_held_request_keeps_its_files_e91a8', table='tta_requests_attachment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='a_held_request_is_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."legal_hold_since" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ecf8794914313d934ed50bd51307d3a9a79a7b11', operation='DELETE', pgid='pgtrigger_a_held_request_is_not_deleted_209dd', table='tta_requests_ttarequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "provider_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."problem", NEW."provider_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='d4b3f14b0a40af60573b3ea24265d2315a70add5', operation='INSERT', pgid='pgtrigger_insert_insert_4e5e9', table='tta_requests_ttarequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "provider_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."problem", NEW."provider_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='6b4c6eaa91879db503e85f410d133fafb0a2fec1', operation='UPDATE', pgid='pgtrigger_update_update_9ed57', table='tta_requests_ttarequest', when='AFTER')),
        ),
    ]
