"""Keep indicators, the measures of sites, and their measurements behind row security from the start."""

import django.db.models.deletion
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0006_hand_drafts_over'),
        ('sites', '0018_give_every_site_a_web_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('unit', models.CharField(help_text='Such as “days,” or “percent” of two counts.', max_length=40)),
                ('better', models.CharField(choices=[('up', 'Higher is better'), ('down', 'Lower is better'), ('none', 'Neither way is better')], max_length=4)),
                ('numerator', models.CharField(blank=True, max_length=80)),
                ('denominator', models.CharField(blank=True, max_length=80)),
                ('definition', models.TextField()),
                ('order', models.PositiveSmallIntegerField(help_text='Its place in lists.')),
                ('is_offered', models.BooleanField(default=True, help_text='Whether a site can choose it.')),
                ('source', models.TextField()),
                ('core_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SiteMeasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sub_area', models.CharField(blank=True, help_text='The part of the site; empty for the whole site.', max_length=80)),
                ('counted_as', models.CharField(blank=True, help_text='How the site counts it.', max_length=200)),
                ('source', models.CharField(help_text='Where the numbers come from.', max_length=200)),
                ('frequency', models.CharField(choices=[('quarter', 'Each quarter'), ('month', 'Each month')], default='quarter', max_length=7)),
                ('reporter', models.CharField(blank=True, choices=[('law-enforcement', 'Point of contact, law enforcement'), ('usao', "Point of contact, U.S. Attorney's Office"), ('advisor', 'PSP Program Advisor'), ('liaison', 'Strategic Site Liaison')], max_length=15)),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('baseline_on', models.DateField(blank=True, null=True)),
                ('since', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=200)),
                ('is_imported', models.BooleanField(default=False, help_text='Whether the program reported it, and not the site.')),
                ('chosen_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('chosen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outcomes.indicator')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['indicator', 'sub_area', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SiteMeasureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('sub_area', models.CharField(blank=True, help_text='The part of the site; empty for the whole site.', max_length=80)),
                ('counted_as', models.CharField(blank=True, help_text='How the site counts it.', max_length=200)),
                ('source', models.CharField(help_text='Where the numbers come from.', max_length=200)),
                ('frequency', models.CharField(choices=[('quarter', 'Each quarter'), ('month', 'Each month')], default='quarter', max_length=7)),
                ('reporter', models.CharField(blank=True, choices=[('law-enforcement', 'Point of contact, law enforcement'), ('usao', "Point of contact, U.S. Attorney's Office"), ('advisor', 'PSP Program Advisor'), ('liaison', 'Strategic Site Liaison')], max_length=15)),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('baseline_on', models.DateField(blank=True, null=True)),
                ('since', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=200)),
                ('is_imported', models.BooleanField(default=False, help_text='Whether the program reported it, and not the site.')),
                ('chosen_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('chosen_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.indicator')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.sitemeasure')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SiteMeasurement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(help_text='The first day of the period.')),
                ('ends_on', models.DateField(blank=True, help_text="The last day, if it's known.", null=True)),
                ('period', models.CharField(blank=True, max_length=80)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('is_current', models.BooleanField(default=True)),
                ('is_reported', models.BooleanField(default=True)),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('numerator', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('denominator', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('qualifier', models.CharField(choices=[('exact', 'Exactly'), ('more_than', 'More than'), ('at_least', 'At least'), ('about', 'About'), ('fewer_than', 'Fewer than')], default='exact', max_length=10)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('change', models.CharField(blank=True, choices=[('corrected', 'It was entered wrong'), ('restated', 'The source changed the number')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('entered_at', models.DateTimeField(blank=True, null=True)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('reported_order', models.PositiveSmallIntegerField(blank=True, help_text="The place in the program's list of an imported one.", null=True)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='outcomes.sitemeasure')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-starts_on', '-version'],
            },
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('denominator', ''), ('numerator', '')), models.Q(models.Q(('numerator', ''), _negated=True), models.Q(('denominator', ''), _negated=True)), _connector='OR'), name='an_indicator_of_two_counts_names_both'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasure',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='measure_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasure',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('site', 'indicator', 'sub_area', 'is_imported'), name='a_site_reports_a_measure_once'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasure',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('since')), _connector='OR'), name='a_measure_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('baseline', None), ('baseline_on', None)), models.Q(('baseline__gte', 0), ('baseline_on__isnull', False)), _connector='OR'), name='a_baseline_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chosen_by', None), ('is_imported', True), ('reporter', '')), models.Q(('chosen_at__isnull', False), ('chosen_by__isnull', False), ('is_imported', False), models.Q(('reporter', ''), _negated=True)), _connector='OR'), name='a_measure_names_who_chose_and_enters_it'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitemeasure',
            trigger=pgtrigger.compiler.Trigger(name='a_measure_stays_what_it_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."indicator_id" IS DISTINCT FROM (NEW."indicator_id") OR OLD."frequency" IS DISTINCT FROM (NEW."frequency") OR OLD."is_imported" IS DISTINCT FROM (NEW."is_imported") OR OLD."since" IS DISTINCT FROM (NEW."since"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1d92e101855bf10df1a8d4b61f613f484eb54271', operation='UPDATE', pgid='pgtrigger_a_measure_stays_what_it_counts_60f33', table='outcomes_sitemeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitemeasure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_sitemeasureevent" ("baseline", "baseline_on", "chosen_at", "chosen_by_id", "counted_as", "end_reason", "ended_on", "frequency", "id", "indicator_id", "is_imported", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporter", "since", "site_id", "source", "sub_area", "version") VALUES (NEW."baseline", NEW."baseline_on", NEW."chosen_at", NEW."chosen_by_id", NEW."counted_as", NEW."end_reason", NEW."ended_on", NEW."frequency", NEW."id", NEW."indicator_id", NEW."is_imported", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reporter", NEW."since", NEW."site_id", NEW."source", NEW."sub_area", NEW."version"); RETURN NULL;', hash='1ee0e5ff7d31cd1fb8928e76400d08b05f013fea', operation='INSERT', pgid='pgtrigger_insert_insert_5086e', table='outcomes_sitemeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitemeasure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_sitemeasureevent" ("baseline", "baseline_on", "chosen_at", "chosen_by_id", "counted_as", "end_reason", "ended_on", "frequency", "id", "indicator_id", "is_imported", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporter", "since", "site_id", "source", "sub_area", "version") VALUES (NEW."baseline", NEW."baseline_on", NEW."chosen_at", NEW."chosen_by_id", NEW."counted_as", NEW."end_reason", NEW."ended_on", NEW."frequency", NEW."id", NEW."indicator_id", NEW."is_imported", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reporter", NEW."since", NEW."site_id", NEW."source", NEW."sub_area", NEW."version"); RETURN NULL;', hash='f8f2cefc960ac50b1687180a0f749cc8026caa5e', operation='UPDATE', pgid='pgtrigger_update_update_6c3ea', table='outcomes_sitemeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitemeasureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='929b54bcb265a272c0d4ac0a637a4dfe2b2e57bd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c4fbc', table='outcomes_sitemeasureevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='sitemeasurement',
            index=models.Index(fields=['measure', '-starts_on'], name='measurements_of_a_measure'),
        ),
        migrations.AddIndex(
            model_name='sitemeasurement',
            index=models.Index(fields=['site', '-entered_at'], name='measurements_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='sitemeasurement',
            index=models.Index(fields=['site', '-verified_at'], name='verified_measurements'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='sitemeasurement_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('site', 'measure', 'starts_on', 'period'), name='a_period_has_one_current_measurement'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=models.UniqueConstraint(fields=('site', 'measure', 'starts_on', 'period', 'version'), name='a_measurement_has_each_version_once'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=models.UniqueConstraint(fields=('reported_order',), name='a_measurement_is_imported_once'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('denominator', None), ('is_reported', False), ('numerator', None), ('value', None)), models.Q(('denominator', None), ('is_reported', True), ('numerator', None), ('value__gte', 0)), models.Q(('denominator__gte', 0), ('is_reported', True), ('numerator__gte', 0), ('value', None)), _connector='OR'), name='only_a_reported_measurement_has_numbers'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('change', ''), ('reason', ''), ('version', 1)), models.Q(('version__gt', 1), models.Q(('change', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_later_measurement_says_why'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entered_by', None), ('reported_order__isnull', False), ('verified_by', None)), models.Q(('ends_on__isnull', False), ('entered_at__isnull', False), ('entered_by__isnull', False), ('reported_order', None)), _connector='OR'), name='a_measurement_names_who_entered_it'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_by', None)), models.Q(('is_reported', True), ('verified_at__isnull', False), ('verified_by__isnull', False), models.Q(('verified_by', models.F('entered_by')), _negated=True)), _connector='OR'), name='someone_else_verifies_a_measurement'),
        ),
        migrations.AddConstraint(
            model_name='sitemeasurement',
            constraint=foundation.tenancy.constraints.SameSite(field='measure', name='measurement_is_of_its_measures_site'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitemeasurement',
            trigger=pgtrigger.compiler.Trigger(name='a_measurement_stands_still', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.reported_order IS NULL AND (OLD."is_reported" IS DISTINCT FROM NEW."is_reported" OR OLD."value" IS DISTINCT FROM NEW."value" OR OLD."numerator" IS DISTINCT FROM NEW."numerator" OR OLD."denominator" IS DISTINCT FROM NEW."denominator" OR OLD."qualifier" IS DISTINCT FROM NEW."qualifier" OR OLD."note" IS DISTINCT FROM NEW."note" OR OLD."site_id" IS DISTINCT FROM NEW."site_id" OR OLD."measure_id" IS DISTINCT FROM NEW."measure_id" OR OLD."starts_on" IS DISTINCT FROM NEW."starts_on" OR OLD."ends_on" IS DISTINCT FROM NEW."ends_on" OR OLD."version" IS DISTINCT FROM NEW."version" OR OLD."entered_by_id" IS DISTINCT FROM NEW."entered_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='97dfbeb19edcc784e68cd5343205c80d79158816', operation='UPDATE', pgid='pgtrigger_a_measurement_stands_still_210bc', table='outcomes_sitemeasurement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitemeasurement',
            trigger=pgtrigger.compiler.Trigger(name='a_verified_measurement_stays_so', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.verified_by_id IS NOT NULL AND (OLD.verified_by_id IS DISTINCT FROM NEW.verified_by_id OR OLD.verified_at IS DISTINCT FROM NEW.verified_at) OR (NEW.is_current AND NOT OLD.is_current))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e40aa8675487d210e35a1fa7053aa3c970b6aec8', operation='UPDATE', pgid='pgtrigger_a_verified_measurement_stays_so_bbdec', table='outcomes_sitemeasurement', when='BEFORE')),
        ),
        EnableRowSecurity("outcomes_indicator", read="true", write="(SELECT app_is_job())"),
        EnableRowSecurity("outcomes_sitemeasure"),
        EnableRowSecurity("outcomes_sitemeasureevent"),
        EnableRowSecurity("outcomes_sitemeasurement"),
    ]
