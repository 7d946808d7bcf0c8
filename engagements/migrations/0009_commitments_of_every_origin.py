"""Say what a commitment comes from, and offer templates that add several at once."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0008_move_commitments'),
        ('sites', '0013_leave_notes_for_successors'),
        ('tta_requests', '0036_move_commitments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CommitmentTemplate',
            fields=[
                ('slug', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('help_text', models.CharField(blank=True, help_text='When to use it.', max_length=240)),
                ('is_active', models.BooleanField(default=True, help_text='Whether people can use it.')),
                ('source', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'commitment template',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='CommitmentTemplateStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=240)),
                ('owed_by', models.CharField(choices=[('provider', 'The provider'), ('site', 'The site'), ('liaison', 'The Strategic Site Liaison'), ('federal', 'A federal co-lead'), ('doj', 'DOJ')], default='site', max_length=8)),
                ('role', models.CharField(blank=True, choices=[('executive-leadership', 'Executive Leadership'), ('point-of-contact', 'Point of Contact'), ('strategic-site-liaison', 'Strategic Site Liaison'), ('program-office-champion', 'DOJ Program Office Champion'), ('federal-law-enforcement', 'DOJ Federal Law Enforcement'), ('program-advisor', 'PSP Program Advisor')], help_text='The seat whose holder owns it; empty for a person chosen when it is used.', max_length=30)),
                ('business_days', models.PositiveSmallIntegerField(help_text='Business days after the start, from 0 to 400.')),
            ],
            options={
                'verbose_name': 'step of a commitment template',
                'verbose_name_plural': 'steps of a commitment template',
                'ordering': ['place', 'pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='commitment',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='commitment',
            name='update_update',
        ),
        migrations.AddField(
            model_name='commitment',
            name='batch',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitment',
            name='origin_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitment',
            name='origin_kind',
            field=models.CharField(blank=True, default='', max_length=16),
        ),
        migrations.AddField(
            model_name='commitment',
            name='origin_title',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='commitment',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='batch',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='origin_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='origin_kind',
            field=models.CharField(blank=True, default='', max_length=16),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='origin_title',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='commitment',
            name='template',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.commitmenttemplate'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='template',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.commitmenttemplate'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['due_on', 'id'], name='commitments_by_day'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['site', 'due_on', 'id'], name='commitments_of_a_site'),
        ),
        migrations.RemoveIndex(
            model_name='commitment',
            name='open_commitments_by_day',
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['due_on', 'id'], name='open_commitments_by_day'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['site', 'due_on', 'id'], name='open_commitments_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['owner', 'due_on', 'id'], name='open_commitments_of_owners'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('origin_kind', ''), _negated=True), fields=['origin_kind', 'origin_id'], name='commitments_of_an_origin'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='commitments_of_a_batch'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['site', '-made_at'], name='commitments_made_at_a_site'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('done_at__isnull', False)), fields=['site', '-done_at'], name='commitments_done_at_a_site'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin_id__isnull', True), ('origin_kind', ''), ('origin_title', '')), models.Q(('origin_id__isnull', False), ('request__isnull', True), models.Q(('origin_kind', ''), _negated=True), models.Q(('origin_title', ''), _negated=True)), _connector='OR'), name='a_commitments_origin_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('batch__isnull', True), ('template__isnull', True)), models.Q(('batch__isnull', False), ('request__isnull', True), ('template__isnull', False)), _connector='OR'), name='a_batch_comes_from_a_template'),
        ),
        migrations.AddField(
            model_name='commitmenttemplatestep',
            name='template',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='engagements.commitmenttemplate'),
        ),
        migrations.AddConstraint(
            model_name='commitmenttemplatestep',
            constraint=models.CheckConstraint(condition=models.Q(('business_days__lte', 400)), name='a_template_step_is_within_400_days'),
        ),
        migrations.AddConstraint(
            model_name='commitmenttemplatestep',
            constraint=models.CheckConstraint(condition=models.Q(('owed_by', 'provider'), _negated=True), name='no_provider_owes_a_template_step'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tta_requests_commitmentevent" ("batch", "date_reason", "done_at", "done_by_id", "dropped_reason", "due_on", "evidence", "id", "kind", "made_at", "made_by_id", "origin_id", "origin_kind", "origin_title", "owed_by", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "site_id", "template_id", "text", "version") VALUES (NEW."batch", NEW."date_reason", NEW."done_at", NEW."done_by_id", NEW."dropped_reason", NEW."due_on", NEW."evidence", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."origin_id", NEW."origin_kind", NEW."origin_title", NEW."owed_by", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."request_id", NEW."site_id", NEW."template_id", NEW."text", NEW."version"); RETURN NULL;', hash='895dd35e58d65d5f6af68a3b7c896697e0cbc429', operation='INSERT', pgid='pgtrigger_insert_insert_8c02e', table='tta_requests_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tta_requests_commitmentevent" ("batch", "date_reason", "done_at", "done_by_id", "dropped_reason", "due_on", "evidence", "id", "kind", "made_at", "made_by_id", "origin_id", "origin_kind", "origin_title", "owed_by", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "site_id", "template_id", "text", "version") VALUES (NEW."batch", NEW."date_reason", NEW."done_at", NEW."done_by_id", NEW."dropped_reason", NEW."due_on", NEW."evidence", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."origin_id", NEW."origin_kind", NEW."origin_title", NEW."owed_by", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."request_id", NEW."site_id", NEW."template_id", NEW."text", NEW."version"); RETURN NULL;', hash='f0c63c129e17638a8d47769e20b0960e5675c05e', operation='UPDATE', pgid='pgtrigger_update_update_d370e', table='tta_requests_commitment', when='AFTER')),
        ),
    ]
