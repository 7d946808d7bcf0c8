"""Name the people and principles of recommendations, keep files of evidence, and what was measured toward goals."""

import django.contrib.postgres.fields
import django.db.models.deletion
import foundation.tenancy.constraints
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0009_commitments_of_every_origin'),
        ('sites', '0013_leave_notes_for_successors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', models.CharField(editable=False, help_text='The random name in file storage.', max_length=32, unique=True)),
                ('name', models.CharField(help_text='The original name, made safe to show.', max_length=120)),
                ('media_type', models.CharField(choices=[('application/pdf', 'PDF'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word document'), ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel workbook'), ('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'PowerPoint presentation'), ('image/png', 'PNG image'), ('image/jpeg', 'JPEG image'), ('image/webp', 'WebP image'), ('text/plain', 'text file'), ('text/csv', 'CSV file')], max_length=80)),
                ('size', models.PositiveIntegerField(help_text='In bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('scan', models.CharField(choices=[('pending', 'Being checked'), ('clean', 'No virus found'), ('infected', 'Refused'), ('not-scanned', 'Not scanned for viruses')], default='pending', max_length=12)),
                ('scanned_at', models.DateTimeField(blank=True, null=True)),
                ('finding', models.CharField(blank=True, help_text='What the scanner found.', max_length=200)),
                ('uploaded_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removal_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['uploaded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('goal_key', models.UUIDField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=12)),
                ('measured_on', models.DateField(help_text="A day of the site's calendar.")),
                ('note', models.CharField(blank=True, max_length=200)),
                ('entered_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-measured_on', '-entered_at'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='recommendation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='recommendation',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='recommendation',
            name='an_imported_recommendation_names_no_person',
        ),
        migrations.AddField(
            model_name='recommendation',
            name='owner_person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='principles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='recommendationevent',
            name='owner_person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recommendationevent',
            name='principles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='recommendationstep',
            name='changes',
            field=models.JSONField(blank=True, default=dict, help_text='The former and the new value of each changed field.'),
        ),
        migrations.AlterField(
            model_name='recommendationstep',
            name='step',
            field=models.CharField(choices=[('proposed', 'Proposed'), ('accept', 'Accepted'), ('decline', 'Declined'), ('change', 'Owner or due date changed'), ('remove-file', 'File removed'), ('start', 'Work started'), ('evidence', 'Evidence added'), ('implement', 'Implemented'), ('send-back', 'Sent back for more evidence'), ('verify', 'Verified'), ('check', 'Check recorded'), ('sustain', 'Found still in use'), ('lapse', 'Lapsed'), ('restart', 'Work started again')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(condition=models.Q(('status__in', ('proposed', 'accepted', 'in-progress'))), fields=['due_on'], name='open_recommendations_by_day'),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(condition=models.Q(('status', 'verified')), fields=['sustained_check_on'], name='verified_by_sustained_check'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "engagements_recommendationevent" ("assessment_id", "core_area_id", "due_on", "finding_id", "headline", "id", "implemented_by_id", "next_check_on", "origin", "owner", "owner_person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principles", "repeats_every_days", "site_id", "source", "status", "sustained_check_on", "text", "version", "written_at", "written_by_id") VALUES (NEW."assessment_id", NEW."core_area_id", NEW."due_on", NEW."finding_id", NEW."headline", NEW."id", NEW."implemented_by_id", NEW."next_check_on", NEW."origin", NEW."owner", NEW."owner_person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."principles", NEW."repeats_every_days", NEW."site_id", NEW."source", NEW."status", NEW."sustained_check_on", NEW."text", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='d9d2c0a46e432ed9239fe2caa35a9c7f21b482bc', operation='INSERT', pgid='pgtrigger_insert_insert_17dc2', table='engagements_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "engagements_recommendationevent" ("assessment_id", "core_area_id", "due_on", "finding_id", "headline", "id", "implemented_by_id", "next_check_on", "origin", "owner", "owner_person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principles", "repeats_every_days", "site_id", "source", "status", "sustained_check_on", "text", "version", "written_at", "written_by_id") VALUES (NEW."assessment_id", NEW."core_area_id", NEW."due_on", NEW."finding_id", NEW."headline", NEW."id", NEW."implemented_by_id", NEW."next_check_on", NEW."origin", NEW."owner", NEW."owner_person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."principles", NEW."repeats_every_days", NEW."site_id", NEW."source", NEW."status", NEW."sustained_check_on", NEW."text", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='2db8c9cd33d070a602be54c31ea57596e0dd4170', operation='UPDATE', pgid='pgtrigger_update_update_0220c', table='engagements_recommendation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='evidence_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'imported'), _negated=True), models.Q(('implemented_by', None), ('owner_person', None), ('written_by', None)), _connector='OR'), name='an_imported_recommendation_names_no_person'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='engagements.evidence'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='measurement',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='measurement',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='engagements.plan'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='evidencefile_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'image/png', 'image/jpeg', 'image/webp', 'text/plain', 'text/csv'])), name='evidencefile_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.CheckConstraint(condition=models.Q(('scan__in', ['pending', 'clean', 'infected', 'not-scanned'])), name='evidencefile_is_scanned_or_not'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), _negated=True), models.Q(('finding', ''), _negated=True), _connector='OR'), name='infected_evidencefile_says_with_what'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=foundation.tenancy.constraints.SameSite(field='evidence', name='evidence_file_is_of_its_evidences_site'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='a_removed_evidence_file_says_who_and_why'),
        ),
        migrations.AddIndex(
            model_name='measurement',
            index=models.Index(fields=['plan', '-measured_on'], name='measurements_of_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=foundation.tenancy.constraints.SameSite(field='plan', name='measurement_is_of_its_plans_site'),
        ),
        migrations.AddIndex(
            model_name='planstep',
            index=models.Index(fields=['site', '-made_at'], name='plan_steps_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='recommendationstep',
            index=models.Index(fields=['site', '-made_at'], name='recommendation_steps_of_a_site'),
        ),
        EnableRowSecurity("engagements_evidencefile"),
        EnableRowSecurity("engagements_measurement", write="false", insert=SITE),
    ]
