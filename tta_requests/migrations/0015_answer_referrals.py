"""Agencies answer referrals and lead with a provider; program offices' resources hang on a request."""

import django.contrib.postgres.fields
import django.db.models.deletion
import foundation.tenancy.constraints
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity

WORKED = "ANY ((SELECT app_worked_requests())::uuid[])"
NOT_BARRED = "request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
CHILD = f"({SITE} OR request_id = {WORKED}) AND {NOT_BARRED}"
OWN_SITE_CHILD = f"{SITE} AND {NOT_BARRED}"


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0005_name_forms_of_the_public'),
        ('tta_requests', '0014_keep_what_is_held'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgramResource',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(choices=[('BJA', 'Bureau of Justice Assistance'), ('BJS', 'Bureau of Justice Statistics'), ('COPS', 'Office of Community Oriented Policing Services'), ('NIJ', 'National Institute of Justice'), ('OJJDP', 'Office of Juvenile Justice and Delinquency Prevention'), ('OVC', 'Office for Victims of Crime'), ('OVW', 'Office on Violence Against Women'), ('SMART', 'Office of Sex Offender Sentencing, Monitoring, Apprehending, Registering, and Tracking'), ('other', 'Another office')], max_length=8)),
                ('title', models.CharField(max_length=140)),
                ('url', models.URLField(blank=True, max_length=300, verbose_name='Address')),
                ('note', models.TextField(verbose_name='How it helps')),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['added_at'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ttarequest',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ttarequest',
            name='update_update',
        ),
        migrations.AddField(
            model_name='federalreferral',
            name='answer',
            field=models.TextField(blank=True, help_text='What the agency will do, or why it cannot.'),
        ),
        migrations.AddField(
            model_name='federalreferral',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='federalreferral',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='federalreferral',
            name='note',
            field=models.TextField(blank=True, help_text='What the agency is asked for.'),
        ),
        migrations.AddField(
            model_name='federalreferral',
            name='state',
            field=models.CharField(choices=[('asked', 'Asked'), ('helps', 'Helps'), ('declined', 'Cannot help')], default='asked', max_length=8),
        ),
        migrations.AddField(
            model_name='federalreferral',
            name='to_lead',
            field=models.BooleanField(default=False, help_text='Asked to lead together with the provider.'),
        ),
        migrations.AddField(
            model_name='ttarequest',
            name='co_leads',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, help_text='Federal agencies that lead together with the provider.', size=None),
        ),
        migrations.AddField(
            model_name='ttarequestevent',
            name='co_leads',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, help_text='Federal agencies that lead together with the provider.', size=None),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='owed_by',
            field=models.CharField(choices=[('provider', 'The provider'), ('site', 'The site'), ('liaison', 'The Strategic Site Liaison'), ('federal', 'A federal co-lead'), ('doj', 'DOJ')], max_length=8),
        ),
        migrations.AlterField(
            model_name='commitmentevent',
            name='owed_by',
            field=models.CharField(choices=[('provider', 'The provider'), ('site', 'The site'), ('liaison', 'The Strategic Site Liaison'), ('federal', 'A federal co-lead'), ('doj', 'DOJ')], max_length=8),
        ),
        migrations.AddIndex(
            model_name='federalreferral',
            index=models.Index(condition=models.Q(('state', 'declined'), _negated=True), fields=['site', 'agency'], name='referrals_of_a_seat'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "provider_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."problem", NEW."provider_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='9d532b4feeb43bfa346f20b60aee11847694b73a', operation='INSERT', pgid='pgtrigger_insert_insert_4e5e9', table='tta_requests_ttarequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ttarequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tta_requests_ttarequestevent" ("acknowledged_at", "audience", "co_leads", "core_area_id", "created_at", "delivery_mode", "desired_change", "endorsed_at", "endorsed_by_id", "federal_agencies", "handling", "hold_until", "id", "kind", "legal_hold_since", "needed_by", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "provider_id", "reopen_until", "requester_id", "returns_to", "scope_signed_at", "sent_to_site_at", "site_id", "source", "status", "status_since", "submitted_at", "title", "urgency", "urgency_reason", "version") VALUES (NEW."acknowledged_at", NEW."audience", NEW."co_leads", NEW."core_area_id", NEW."created_at", NEW."delivery_mode", NEW."desired_change", NEW."endorsed_at", NEW."endorsed_by_id", NEW."federal_agencies", NEW."handling", NEW."hold_until", NEW."id", NEW."kind", NEW."legal_hold_since", NEW."needed_by", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."problem", NEW."provider_id", NEW."reopen_until", NEW."requester_id", NEW."returns_to", NEW."scope_signed_at", NEW."sent_to_site_at", NEW."site_id", NEW."source", NEW."status", NEW."status_since", NEW."submitted_at", NEW."title", NEW."urgency", NEW."urgency_reason", NEW."version"); RETURN NULL;', hash='4d5fef8a3c165e7a215f60c6b8494a9dffa6594e', operation='UPDATE', pgid='pgtrigger_update_update_9ed57', table='tta_requests_ttarequest', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='federalreferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('state', 'asked')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('state', 'asked'), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='an_answered_referral_says_what_when_and_who'),
        ),
        migrations.AddField(
            model_name='programresource',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='programresource',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resources', to='tta_requests.ttarequest'),
        ),
        migrations.AddField(
            model_name='programresource',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddIndex(
            model_name='programresource',
            index=models.Index(fields=['request', 'added_at'], name='resources_of_a_request'),
        ),
        migrations.AddConstraint(
            model_name='programresource',
            constraint=foundation.tenancy.constraints.SameSite(field='request', name='resource_is_of_its_requests_site'),
        ),
        migrations.AddConstraint(
            model_name='programresource',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_resource_says_how_it_helps'),
        ),
        EnableRowSecurity("tta_requests_programresource", read=CHILD, write=OWN_SITE_CHILD),
    ]
