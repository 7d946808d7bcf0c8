"""Let a request name the session note that it comes from."""

import django.db.models.deletion
import foundation.tenancy.constraints
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0013_index_what_reports_read'),
        ('sites', '0016_index_the_history_of_teams'),
        ('summits', '0005_note_sessions'),
        ('tta_requests', '0038_index_what_reports_read'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
            name='session_note',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.sessionnote'),
        ),
        migrations.AddField(
            model_name='ttarequestevent',
            name='session_note',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.sessionnote'),
        ),
        migrations.AddIndex(
            model_name='ttarequest',
            index=models.Index(condition=models.Q(('session_note__isnull', False)), fields=['session_note'], name='requests_of_a_session_note'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "flag", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_action", "plan_id", "principles", "problem", "provider_id", "recommendation_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "session_note_id", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."flag", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_action", NEW."plan_id", NEW."principles", NEW."problem", NEW."provider_id", NEW."recommendation_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."session_note_id", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='c49366f0ad5c58b33fdace8a5dd1ecec6a263e52', operation='INSERT', pgid='pgtrigger_insert_insert_4e5e9', table='tta_requests_ttarequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "flag", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_action", "plan_id", "principles", "problem", "provider_id", "recommendation_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "session_note_id", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."flag", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_action", NEW."plan_id", NEW."principles", NEW."problem", NEW."provider_id", NEW."recommendation_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."session_note_id", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='b0c035fc6ff1580659e1e3e2ffe1e6e0904aa846', operation='UPDATE', pgid='pgtrigger_update_update_9ed57', table='tta_requests_ttarequest', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='ttarequest',
            constraint=foundation.tenancy.constraints.SameSite(field='session_note', name='request_is_of_its_session_notes_site'),
        ),
    ]
