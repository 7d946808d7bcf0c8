"""Let a request name the finding that it comes from."""

import django.db.models.deletion
import foundation.tenancy.constraints
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0018_number_recommendations'),
        ('sites', '0018_give_every_site_a_web_address'),
        ('summits', '0014_take_feedback_of_guests'),
        ('tta_requests', '0041_count_the_work_at_a_site_by_indexes'),
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
            name='finding',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.finding'),
        ),
        migrations.AddField(
            model_name='ttarequestevent',
            name='finding',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.finding'),
        ),
        migrations.AlterField(
            model_name='ttarequest',
            name='source',
            field=models.CharField(choices=[('team', 'The site team'), ('plan', 'The strategic plan'), ('finding', 'A finding of an assessment'), ('recommendation', 'A recommendation'), ('summit', 'The Violent Crime Summit'), ('update', "A liaison's update"), ('on-behalf', 'Entered by DOJ staff for the site'), ('imported', 'Imported from a spreadsheet')], default='team', max_length=20),
        ),
        migrations.AlterField(
            model_name='ttarequestevent',
            name='source',
            field=models.CharField(choices=[('team', 'The site team'), ('plan', 'The strategic plan'), ('finding', 'A finding of an assessment'), ('recommendation', 'A recommendation'), ('summit', 'The Violent Crime Summit'), ('update', "A liaison's update"), ('on-behalf', 'Entered by DOJ staff for the site'), ('imported', 'Imported from a spreadsheet')], default='team', max_length=20),
        ),
        migrations.AddIndex(
            model_name='ttarequest',
            index=models.Index(condition=models.Q(('finding__isnull', False)), fields=['finding'], name='requests_of_a_finding'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "finding_id", "flag", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_action", "plan_id", "principles", "problem", "provider_id", "recommendation_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "session_note_id", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."finding_id", NEW."flag", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_action", NEW."plan_id", NEW."principles", NEW."problem", NEW."provider_id", NEW."recommendation_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."session_note_id", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='8ecc977af07da6a1b298f03a8d9c626c03d2c123', operation='INSERT', pgid='pgtrigger_insert_insert_4e5e9', table='tta_requests_ttarequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "finding_id", "flag", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_action", "plan_id", "principles", "problem", "provider_id", "recommendation_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "session_note_id", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."finding_id", NEW."flag", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_action", NEW."plan_id", NEW."principles", NEW."problem", NEW."provider_id", NEW."recommendation_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."session_note_id", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='9e71f6bc09cec880cc5a0f9880cc6ddbb91f45c3', operation='UPDATE', pgid='pgtrigger_update_update_9ed57', table='tta_requests_ttarequest', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='ttarequest',
            constraint=foundation.tenancy.constraints.SameSite(field='finding', name='request_is_of_its_findings_site'),
        ),
    ]
