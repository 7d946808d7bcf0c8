"""Keep assessments, findings, and recommendations, each behind row security from the start."""

import django.db.models.deletion
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0006_keep_plans'),
        ('sites', '0013_leave_notes_for_successors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('homicide', 'Homicide investigations'), ('shootings', 'Nonfatal shootings'), ('prosecution', 'Prosecution'), ('crime-analysis', 'Crime analysis'), ('technology', 'Technology'), ('other', 'Other')], max_length=16)),
                ('title', models.CharField(max_length=160)),
                ('done_on', models.DateField()),
                ('is_month_only', models.BooleanField(default=False, help_text='Whether only the month is known, not the day.')),
                ('done_by', models.CharField(blank=True, help_text='The organization that did it.', max_length=160)),
                ('origin', models.CharField(choices=[('portal', 'Written in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=10)),
                ('source', models.TextField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('core_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-done_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('homicide', 'Homicide investigations'), ('shootings', 'Nonfatal shootings'), ('prosecution', 'Prosecution'), ('crime-analysis', 'Crime analysis'), ('technology', 'Technology'), ('other', 'Other')], max_length=16)),
                ('title', models.CharField(max_length=160)),
                ('done_on', models.DateField()),
                ('is_month_only', models.BooleanField(default=False, help_text='Whether only the month is known, not the day.')),
                ('done_by', models.CharField(blank=True, help_text='The organization that did it.', max_length=160)),
                ('origin', models.CharField(choices=[('portal', 'Written in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=10)),
                ('source', models.TextField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('core_area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.corearea')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='engagements.assessment')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('written_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField(help_text='Its number in the assessment.')),
                ('text', models.CharField(max_length=500)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='engagements.assessment')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='FindingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('place', models.PositiveSmallIntegerField(help_text='Its number in the assessment.')),
                ('text', models.CharField(max_length=500)),
                ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.assessment')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='engagements.finding')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('headline', models.CharField(max_length=160)),
                ('text', models.TextField(blank=True)),
                ('owner', models.CharField(blank=True, help_text='The position that is responsible at the site.', max_length=160)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted'), ('in-progress', 'In progress'), ('implemented', 'Implemented'), ('verified', 'Verified'), ('sustained', 'Sustained'), ('declined', 'Declined'), ('lapsed', 'Lapsed')], default='proposed', max_length=12)),
                ('repeats_every_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('next_check_on', models.DateField(blank=True, null=True)),
                ('sustained_check_on', models.DateField(blank=True, null=True)),
                ('origin', models.CharField(choices=[('portal', 'Written in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=10)),
                ('source', models.TextField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='engagements.assessment')),
                ('core_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='engagements.finding')),
                ('implemented_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='engagements.recommendation')),
            ],
            options={
                'verbose_name_plural': 'evidence',
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RecommendationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('headline', models.CharField(max_length=160)),
                ('text', models.TextField(blank=True)),
                ('owner', models.CharField(blank=True, help_text='The position that is responsible at the site.', max_length=160)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted'), ('in-progress', 'In progress'), ('implemented', 'Implemented'), ('verified', 'Verified'), ('sustained', 'Sustained'), ('declined', 'Declined'), ('lapsed', 'Lapsed')], default='proposed', max_length=12)),
                ('repeats_every_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('next_check_on', models.DateField(blank=True, null=True)),
                ('sustained_check_on', models.DateField(blank=True, null=True)),
                ('origin', models.CharField(choices=[('portal', 'Written in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=10)),
                ('source', models.TextField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('assessment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.assessment')),
                ('core_area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.corearea')),
                ('finding', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.finding')),
                ('implemented_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='engagements.recommendation')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('written_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecommendationStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('proposed', 'Proposed'), ('accept', 'Accepted'), ('decline', 'Declined'), ('start', 'Work started'), ('evidence', 'Evidence added'), ('implement', 'Implemented'), ('send-back', 'Sent back for more evidence'), ('verify', 'Verified'), ('check', 'Check recorded'), ('sustain', 'Found still in use'), ('lapse', 'Lapsed'), ('restart', 'Work started again')], max_length=12)),
                ('on', models.DateField()),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='engagements.recommendation')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='assessment_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('origin', 'imported')), fields=('site', 'title', 'done_on'), name='an_assessment_is_imported_once'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'imported'), _negated=True), ('written_by', None), _connector='OR'), name='an_imported_assessment_names_no_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "engagements_assessmentevent" ("core_area_id", "done_by", "done_on", "id", "is_month_only", "kind", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "title", "written_at", "written_by_id") VALUES (NEW."core_area_id", NEW."done_by", NEW."done_on", NEW."id", NEW."is_month_only", NEW."kind", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."site_id", NEW."source", NEW."title", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='df95da68fc06585fffaef652f47e54b6cafa7370', operation='INSERT', pgid='pgtrigger_insert_insert_56ada', table='engagements_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "engagements_assessmentevent" ("core_area_id", "done_by", "done_on", "id", "is_month_only", "kind", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "title", "written_at", "written_by_id") VALUES (NEW."core_area_id", NEW."done_by", NEW."done_on", NEW."id", NEW."is_month_only", NEW."kind", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."site_id", NEW."source", NEW."title", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='f2ebdd0cbbbf3fff32b6fe22e1f0001f8f25d160', operation='UPDATE', pgid='pgtrigger_update_update_22a2f', table='engagements_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d99a33c17ea7acd602586a51f4d74df7af048ec', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e589e', table='engagements_assessmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='finding_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('site', 'assessment', 'place'), name='a_finding_has_a_number_of_its_own'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=foundation.tenancy.constraints.SameSite(field='assessment', name='finding_is_of_its_assessments_site'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "engagements_findingevent" ("assessment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "site_id", "text") VALUES (NEW."assessment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."site_id", NEW."text"); RETURN NULL;', hash='ebd2c4f1511e4d0d8bfb9c85f45698c699cbd70c', operation='INSERT', pgid='pgtrigger_insert_insert_8a791', table='engagements_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "engagements_findingevent" ("assessment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "site_id", "text") VALUES (NEW."assessment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."site_id", NEW."text"); RETURN NULL;', hash='9b279ea42505544fc75ca472480c6e2280f5d552', operation='UPDATE', pgid='pgtrigger_update_update_b084a', table='engagements_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='141bfd130115c8f5ccc09dd941c12004a2470d86', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4e240', table='engagements_findingevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(fields=['site', 'status', 'due_on'], name='recommendations_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(fields=['next_check_on'], name='recommendations_by_check'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='recommendation_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.UniqueConstraint(condition=models.Q(('origin', 'imported')), fields=('site', 'headline'), name='a_recommendation_is_imported_once'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=foundation.tenancy.constraints.SameSite(field='assessment', name='recommendation_is_of_its_assessments_site'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=foundation.tenancy.constraints.SameSite(field='finding', name='recommendation_is_of_its_findings_site'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'imported'), _negated=True), models.Q(('implemented_by', None), ('written_by', None)), _connector='OR'), name='an_imported_recommendation_names_no_person'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('repeats_every_days', None), ('repeats_every_days__gte', 1), _connector='OR'), name='a_check_repeats_after_a_day_or_more'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('finding', None), ('assessment__isnull', False), _connector='OR'), name='a_finding_comes_with_its_assessment'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "engagements_recommendationevent" ("assessment_id", "core_area_id", "due_on", "finding_id", "headline", "id", "implemented_by_id", "next_check_on", "origin", "owner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeats_every_days", "site_id", "source", "status", "sustained_check_on", "text", "version", "written_at", "written_by_id") VALUES (NEW."assessment_id", NEW."core_area_id", NEW."due_on", NEW."finding_id", NEW."headline", NEW."id", NEW."implemented_by_id", NEW."next_check_on", NEW."origin", NEW."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."repeats_every_days", NEW."site_id", NEW."source", NEW."status", NEW."sustained_check_on", NEW."text", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='c3a1048f55303ae4e00111417b281fc6ec9e9528', operation='INSERT', pgid='pgtrigger_insert_insert_17dc2', table='engagements_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "engagements_recommendationevent" ("assessment_id", "core_area_id", "due_on", "finding_id", "headline", "id", "implemented_by_id", "next_check_on", "origin", "owner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeats_every_days", "site_id", "source", "status", "sustained_check_on", "text", "version", "written_at", "written_by_id") VALUES (NEW."assessment_id", NEW."core_area_id", NEW."due_on", NEW."finding_id", NEW."headline", NEW."id", NEW."implemented_by_id", NEW."next_check_on", NEW."origin", NEW."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."repeats_every_days", NEW."site_id", NEW."source", NEW."status", NEW."sustained_check_on", NEW."text", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='f576184e3ccb904bdcfad01964f2ab11dbfbbb81', operation='UPDATE', pgid='pgtrigger_update_update_0220c', table='engagements_recommendation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=foundation.tenancy.constraints.SameSite(field='recommendation', name='evidence_is_of_its_recommendations_site'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='733ee3a032d5766376df8f29d3adbffba9d533f2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f7187', table='engagements_recommendationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='recommendationstep',
            constraint=foundation.tenancy.constraints.SameSite(field='recommendation', name='step_is_of_its_recommendations_site'),
        ),
        EnableRowSecurity("engagements_assessment"),
        EnableRowSecurity("engagements_assessmentevent"),
        EnableRowSecurity("engagements_finding"),
        EnableRowSecurity("engagements_findingevent"),
        EnableRowSecurity("engagements_recommendation"),
        EnableRowSecurity("engagements_recommendationevent"),
        EnableRowSecurity("engagements_evidence", write="false", insert=SITE),
        EnableRowSecurity("engagements_recommendationstep", write="false", insert=SITE),
    ]
