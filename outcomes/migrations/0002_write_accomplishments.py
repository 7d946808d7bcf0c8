"""Keep accomplishments, their versions, and their steps behind row security from the start."""

import django.contrib.postgres.fields
import django.db.models.deletion
import foundation.calendars.clock
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity

# What is published crosses the wall: everyone reads it, and only its site's people write.
READ = f"{SITE} OR status IN ('published', 'corrected')"


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0001_open_the_room'),
        ('sites', '0016_index_the_history_of_teams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Accomplishment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('headline', models.CharField(max_length=200)),
                ('narrative', models.TextField()),
                ('core_areas', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('principles', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('figures', models.JSONField(blank=True, default=list)),
                ('federal_agency', models.CharField(blank=True, choices=[('ATF', 'Bureau of Alcohol, Tobacco, Firearms and Explosives'), ('DEA', 'Drug Enforcement Administration'), ('FBI', 'Federal Bureau of Investigation'), ('USMS', 'U.S. Marshals Service')], help_text='The federal partner whose work it names.', max_length=4)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('attested', 'Attested by the site'), ('verified', 'Verified by a liaison'), ('cleared', 'Cleared by DOJ'), ('published', 'Published'), ('corrected', 'Published, corrected'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('origin', models.CharField(choices=[('portal', 'Written in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=8)),
                ('source', models.TextField(blank=True)),
                ('published_text', models.TextField(blank=True)),
                ('reported_order', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('written_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('attested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('concurred_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AccomplishmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('headline', models.CharField(max_length=200)),
                ('narrative', models.TextField()),
                ('core_areas', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('principles', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('figures', models.JSONField(blank=True, default=list)),
                ('federal_agency', models.CharField(blank=True, choices=[('ATF', 'Bureau of Alcohol, Tobacco, Firearms and Explosives'), ('DEA', 'Drug Enforcement Administration'), ('FBI', 'Federal Bureau of Investigation'), ('USMS', 'U.S. Marshals Service')], help_text='The federal partner whose work it names.', max_length=4)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('attested', 'Attested by the site'), ('verified', 'Verified by a liaison'), ('cleared', 'Cleared by DOJ'), ('published', 'Published'), ('corrected', 'Published, corrected'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('origin', models.CharField(choices=[('portal', 'Written in the portal'), ('imported', 'Imported, reported by the program')], default='portal', max_length=8)),
                ('source', models.TextField(blank=True)),
                ('published_text', models.TextField(blank=True)),
                ('reported_order', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('written_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('attested_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('author', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('cleared_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('concurred_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.accomplishment')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('verified_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AccomplishmentStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('draft', 'Drafted'), ('edit', 'Draft changed'), ('concur', 'Federal partner agreed'), ('attest', 'Attested'), ('verify', 'Verified'), ('clear', 'Cleared'), ('publish', 'Published'), ('send-back', 'Sent back to its author'), ('correct', 'Corrected'), ('withdraw', 'Withdrawn')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('accomplishment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='outcomes.accomplishment')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='accomplishment',
            index=models.Index(fields=['site', 'status'], name='accomplishments_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='accomplishment',
            index=models.Index(fields=['status', '-published_at'], name='accomplishments_by_state'),
        ),
        migrations.AddConstraint(
            model_name='accomplishment',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='accomplishment_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='accomplishment',
            constraint=models.UniqueConstraint(fields=('reported_order',), name='an_accomplishment_is_imported_once'),
        ),
        migrations.AddConstraint(
            model_name='accomplishment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('author', None), ('attested_by', None), models.Q(('author', models.F('attested_by')), _negated=True), _connector='OR'), models.Q(('author', None), ('verified_by', None), models.Q(('author', models.F('verified_by')), _negated=True), _connector='OR'), models.Q(('author', None), ('cleared_by', None), models.Q(('author', models.F('cleared_by')), _negated=True), _connector='OR'), models.Q(('author', None), ('published_by', None), models.Q(('author', models.F('published_by')), _negated=True), _connector='OR'), models.Q(('attested_by', None), ('verified_by', None), models.Q(('attested_by', models.F('verified_by')), _negated=True), _connector='OR'), models.Q(('attested_by', None), ('cleared_by', None), models.Q(('attested_by', models.F('cleared_by')), _negated=True), _connector='OR'), models.Q(('attested_by', None), ('published_by', None), models.Q(('attested_by', models.F('published_by')), _negated=True), _connector='OR'), models.Q(('verified_by', None), ('cleared_by', None), models.Q(('verified_by', models.F('cleared_by')), _negated=True), _connector='OR'), models.Q(('verified_by', None), ('published_by', None), models.Q(('verified_by', models.F('published_by')), _negated=True), _connector='OR'), models.Q(('cleared_by', None), ('published_by', None), models.Q(('cleared_by', models.F('published_by')), _negated=True), _connector='OR')), name='five_people_answer_for_an_accomplishment'),
        ),
        migrations.AddConstraint(
            model_name='accomplishment',
            constraint=models.CheckConstraint(condition=models.Q(('origin', 'imported'), models.Q(('author__isnull', False), models.Q(models.Q(('attested_by__isnull', False), ('status__in', ('attested', 'verified', 'cleared', 'published', 'corrected', 'withdrawn'))), models.Q(models.Q(('status__in', ('attested', 'verified', 'cleared', 'published', 'corrected', 'withdrawn')), _negated=True), ('attested_by', None)), _connector='OR'), models.Q(models.Q(('status__in', ('verified', 'cleared', 'published', 'corrected', 'withdrawn')), ('verified_by__isnull', False)), models.Q(models.Q(('status__in', ('verified', 'cleared', 'published', 'corrected', 'withdrawn')), _negated=True), ('verified_by', None)), _connector='OR'), models.Q(models.Q(('cleared_by__isnull', False), ('status__in', ('cleared', 'published', 'corrected', 'withdrawn'))), models.Q(models.Q(('status__in', ('cleared', 'published', 'corrected', 'withdrawn')), _negated=True), ('cleared_by', None)), _connector='OR'), models.Q(models.Q(('published_by__isnull', False), ('status__in', ('published', 'corrected', 'withdrawn'))), models.Q(models.Q(('status__in', ('published', 'corrected', 'withdrawn')), _negated=True), ('published_by', None)), _connector='OR')), _connector='OR'), name='an_accomplishment_names_who_took_each_step'),
        ),
        migrations.AddConstraint(
            model_name='accomplishment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'imported'), _negated=True), models.Q(('attested_by', None), ('author', None), ('cleared_by', None), ('concurred_by', None), ('published_by', None), ('reported_order__isnull', False), ('status', 'published'), ('verified_by', None)), _connector='OR'), name='an_imported_accomplishment_is_published_and_names_no_person'),
        ),
        migrations.AddConstraint(
            model_name='accomplishment',
            constraint=models.CheckConstraint(condition=models.Q(('federal_agency', ''), ('origin', 'imported'), models.Q(('status__in', ('cleared', 'published', 'corrected', 'withdrawn')), _negated=True), ('concurred_by__isnull', False), _connector='OR'), name='a_federal_partner_agrees_before_clearance'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='accomplishment_moves_along_its_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{attested:draft,attested:verified,cleared:draft,cleared:published,corrected:corrected,corrected:withdrawn,draft:attested,published:corrected,published:withdrawn,verified:cleared,verified:draft}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='19dd1c6d01afdffdbd48f912ca7a51926aeb55a8', operation='UPDATE', pgid='pgtrigger_accomplishment_moves_along_its_table_1e047', table='outcomes_accomplishment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='an_accomplishment_keeps_its_author', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d1b7fce61cf4dc6ffb33b7a1282c2f7b5da377d7', operation='UPDATE', pgid='pgtrigger_an_accomplishment_keeps_its_author_b8808', table='outcomes_accomplishment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='attested_words_stand_still', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.origin = \'portal\' AND OLD.status <> \'draft\' AND NEW.status <> \'corrected\' AND (OLD."headline" IS DISTINCT FROM NEW."headline" OR OLD."narrative" IS DISTINCT FROM NEW."narrative" OR OLD."figures" IS DISTINCT FROM NEW."figures" OR OLD."core_areas" IS DISTINCT FROM NEW."core_areas" OR OLD."principles" IS DISTINCT FROM NEW."principles" OR OLD."federal_agency" IS DISTINCT FROM NEW."federal_agency"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ad077377ba160cbe72d7ea7f50d4007f317ad78c', operation='UPDATE', pgid='pgtrigger_attested_words_stand_still_4c509', table='outcomes_accomplishment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_accomplishmentevent" ("attested_by_id", "author_id", "cleared_by_id", "concurred_by_id", "core_areas", "federal_agency", "figures", "headline", "id", "narrative", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principles", "published_at", "published_by_id", "published_text", "reported_order", "site_id", "source", "status", "verified_by_id", "version", "written_at") VALUES (NEW."attested_by_id", NEW."author_id", NEW."cleared_by_id", NEW."concurred_by_id", NEW."core_areas", NEW."federal_agency", NEW."figures", NEW."headline", NEW."id", NEW."narrative", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."principles", NEW."published_at", NEW."published_by_id", NEW."published_text", NEW."reported_order", NEW."site_id", NEW."source", NEW."status", NEW."verified_by_id", NEW."version", NEW."written_at"); RETURN NULL;', hash='720c22c665feb627f33ad618952e822c949f379f', operation='INSERT', pgid='pgtrigger_insert_insert_93374', table='outcomes_accomplishment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_accomplishmentevent" ("attested_by_id", "author_id", "cleared_by_id", "concurred_by_id", "core_areas", "federal_agency", "figures", "headline", "id", "narrative", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principles", "published_at", "published_by_id", "published_text", "reported_order", "site_id", "source", "status", "verified_by_id", "version", "written_at") VALUES (NEW."attested_by_id", NEW."author_id", NEW."cleared_by_id", NEW."concurred_by_id", NEW."core_areas", NEW."federal_agency", NEW."figures", NEW."headline", NEW."id", NEW."narrative", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."principles", NEW."published_at", NEW."published_by_id", NEW."published_text", NEW."reported_order", NEW."site_id", NEW."source", NEW."status", NEW."verified_by_id", NEW."version", NEW."written_at"); RETURN NULL;', hash='3ecd32234d6c8399c382a7522978c9a54eceb608', operation='UPDATE', pgid='pgtrigger_update_update_20b8a', table='outcomes_accomplishment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f33a55b523d2881f83264ac918409611d60e1065', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81eef', table='outcomes_accomplishmentevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='accomplishmentstep',
            index=models.Index(fields=['accomplishment', 'made_at'], name='steps_of_an_accomplishment'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentstep',
            constraint=foundation.tenancy.constraints.SameSite(field='accomplishment', name='step_is_of_its_accomplishments_site'),
        ),
        EnableRowSecurity("outcomes_accomplishment", read=READ, write=SITE),
        EnableRowSecurity("outcomes_accomplishmentevent"),
        EnableRowSecurity("outcomes_accomplishmentstep", write="false", insert=SITE),
    ]
