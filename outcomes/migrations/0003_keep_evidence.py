"""Keep what an accomplishment rests on, changed in a draft only, and since when it waits."""

import django.db.models.deletion
import foundation.calendars.clock
import foundation.tenancy.constraints
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0014_know_commitments_by_their_site'),
        ('outcomes', '0002_write_accomplishments'),
        ('sites', '0016_index_the_history_of_teams'),
        ('tta_requests', '0039_name_session_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccomplishmentEvidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField()),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'accomplishment evidence',
                'ordering': ['happened_on', 'pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='accomplishment',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='accomplishment',
            name='update_update',
        ),
        migrations.AddField(
            model_name='accomplishment',
            name='is_sent_back',
            field=models.BooleanField(default=False, help_text='Whether its author has yet to answer the reason for which it came back.'),
        ),
        migrations.AddField(
            model_name='accomplishment',
            name='moved_at',
            field=models.DateTimeField(default=foundation.calendars.clock.now, help_text='When the last step was taken: since then the next one waits.'),
        ),
        migrations.AddField(
            model_name='accomplishmentevent',
            name='is_sent_back',
            field=models.BooleanField(default=False, help_text='Whether its author has yet to answer the reason for which it came back.'),
        ),
        migrations.AddField(
            model_name='accomplishmentevent',
            name='moved_at',
            field=models.DateTimeField(default=foundation.calendars.clock.now, help_text='When the last step was taken: since then the next one waits.'),
        ),
        migrations.AlterField(
            model_name='accomplishmentstep',
            name='step',
            field=models.CharField(choices=[('draft', 'Drafted'), ('edit', 'Draft changed'), ('add', 'Evidence added'), ('remove', 'Evidence removed'), ('concur', 'Federal partner agreed'), ('attest', 'Attested'), ('verify', 'Verified'), ('clear', 'Cleared'), ('publish', 'Published'), ('send-back', 'Sent back to its author'), ('correct', 'Corrected'), ('withdraw', 'Withdrawn')], max_length=10),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_accomplishmentevent" ("attested_by_id", "author_id", "cleared_by_id", "concurred_by_id", "core_areas", "federal_agency", "figures", "headline", "id", "is_sent_back", "moved_at", "narrative", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principles", "published_at", "published_by_id", "published_text", "reported_order", "site_id", "source", "status", "verified_by_id", "version", "written_at") VALUES (NEW."attested_by_id", NEW."author_id", NEW."cleared_by_id", NEW."concurred_by_id", NEW."core_areas", NEW."federal_agency", NEW."figures", NEW."headline", NEW."id", NEW."is_sent_back", NEW."moved_at", NEW."narrative", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."principles", NEW."published_at", NEW."published_by_id", NEW."published_text", NEW."reported_order", NEW."site_id", NEW."source", NEW."status", NEW."verified_by_id", NEW."version", NEW."written_at"); RETURN NULL;', hash='886f1f7f9a2e7a4ef536b56ec597ac3d8e6101e2', operation='INSERT', pgid='pgtrigger_insert_insert_93374', table='outcomes_accomplishment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_accomplishmentevent" ("attested_by_id", "author_id", "cleared_by_id", "concurred_by_id", "core_areas", "federal_agency", "figures", "headline", "id", "is_sent_back", "moved_at", "narrative", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principles", "published_at", "published_by_id", "published_text", "reported_order", "site_id", "source", "status", "verified_by_id", "version", "written_at") VALUES (NEW."attested_by_id", NEW."author_id", NEW."cleared_by_id", NEW."concurred_by_id", NEW."core_areas", NEW."federal_agency", NEW."figures", NEW."headline", NEW."id", NEW."is_sent_back", NEW."moved_at", NEW."narrative", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."principles", NEW."published_at", NEW."published_by_id", NEW."published_text", NEW."reported_order", NEW."site_id", NEW."source", NEW."status", NEW."verified_by_id", NEW."version", NEW."written_at"); RETURN NULL;', hash='4930739a284b4ff4e2b0ca3d338a30c290248e8f', operation='UPDATE', pgid='pgtrigger_update_update_20b8a', table='outcomes_accomplishment', when='AFTER')),
        ),
        migrations.AddField(
            model_name='accomplishmentevidence',
            name='accomplishment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='outcomes.accomplishment'),
        ),
        migrations.AddField(
            model_name='accomplishmentevidence',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='accomplishmentevidence',
            name='commitment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.commitment'),
        ),
        migrations.AddField(
            model_name='accomplishmentevidence',
            name='measurement',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.measurement'),
        ),
        migrations.AddField(
            model_name='accomplishmentevidence',
            name='recommendation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.recommendation'),
        ),
        migrations.AddField(
            model_name='accomplishmentevidence',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='accomplishmentevidence',
            name='tta_request',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tta_requests.ttarequest'),
        ),
        migrations.AddIndex(
            model_name='accomplishmentevidence',
            index=models.Index(fields=['recommendation'], name='claims_on_a_recommendation'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('commitment__isnull', True), ('measurement__isnull', True), ('recommendation__isnull', False), ('tta_request__isnull', True)), models.Q(('commitment__isnull', True), ('measurement__isnull', True), ('recommendation__isnull', True), ('tta_request__isnull', False)), models.Q(('commitment__isnull', False), ('measurement__isnull', True), ('recommendation__isnull', True), ('tta_request__isnull', True)), models.Q(('commitment__isnull', True), ('measurement__isnull', False), ('recommendation__isnull', True), ('tta_request__isnull', True)), _connector='OR'), name='evidence_names_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=models.UniqueConstraint(fields=('site', 'accomplishment', 'recommendation'), name='a_recommendation_is_evidence_once'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=foundation.tenancy.constraints.SameSite(field='recommendation', name='proof_is_of_its_recommendations_site'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=models.UniqueConstraint(fields=('site', 'accomplishment', 'tta_request'), name='a_tta_request_is_evidence_once'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=foundation.tenancy.constraints.SameSite(field='tta_request', name='proof_is_of_its_tta_requests_site'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=models.UniqueConstraint(fields=('site', 'accomplishment', 'commitment'), name='a_commitment_is_evidence_once'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=foundation.tenancy.constraints.SameSite(field='commitment', name='proof_is_of_its_commitments_site'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=models.UniqueConstraint(fields=('site', 'accomplishment', 'measurement'), name='a_measurement_is_evidence_once'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=foundation.tenancy.constraints.SameSite(field='measurement', name='proof_is_of_its_measurements_site'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=foundation.tenancy.constraints.SameSite(field='accomplishment', name='proof_is_of_its_accomplishments_site'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishmentevidence',
            trigger=pgtrigger.compiler.Trigger(name='evidence_changes_in_a_draft_only', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE changed outcomes_accomplishmentevidence;', func="IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF; IF EXISTS (SELECT 1 FROM outcomes_accomplishment WHERE id = changed.accomplishment_id AND status <> 'draft') THEN RAISE EXCEPTION 'evidence changes in a draft only'; END IF; RETURN changed;", hash='558e6b64b442a8ba2274193c5f6f3278fb5d78c1', operation='INSERT OR DELETE', pgid='pgtrigger_evidence_changes_in_a_draft_only_2526a', table='outcomes_accomplishmentevidence', when='BEFORE')),
        ),
        EnableRowSecurity("outcomes_accomplishmentevidence"),
    ]
