"""Keep agencies, sources, imports, and figures behind row security from the start."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

STAFF = (
    "(SELECT app_staff_role()) IN ('program-manager', 'analyst') OR (SELECT app_is_job())"
)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('outbox', '0004_word_the_fields_plainly'),
        ('sites', '0016_index_the_history_of_teams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=160)),
                ('publisher', models.CharField(blank=True, max_length=160)),
                ('license', models.CharField(blank=True, max_length=160)),
                ('address', models.URLField(blank=True, max_length=300)),
                ('retrieved_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('header', models.JSONField(default=list, help_text='The columns of its files, folded.')),
                ('mapping', models.JSONField(default=dict, help_text='Folded heading → what it says.')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ori', models.CharField(blank=True, max_length=9, verbose_name='ORI')),
                ('name', models.CharField(max_length=160)),
                ('key', models.CharField(help_text='Its name, folded for comparison.', max_length=200)),
                ('county', models.CharField(blank=True, max_length=80)),
                ('population', models.PositiveIntegerField(blank=True, null=True)),
                ('population_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('population_source', models.CharField(blank=True, max_length=200)),
                ('match', models.CharField(choices=[('known', 'Known by its ORI'), ('to_review', 'To be reviewed'), ('separate', 'An agency of its own'), ('same', 'Another name of a known agency')], default='known', max_length=10)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='other_names', to='outcomes.agency')),
                ('serves', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reporting_agencies', to='sites.site')),
                ('state', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.state')),
                ('found_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outcomes.source')),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FigureImport',
            fields=[
                ('content', models.CharField(editable=False, help_text='The random name in file storage.', max_length=32, unique=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(help_text="The file's name, made safe to show.", max_length=120)),
                ('media_type', models.CharField(max_length=80)),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('reading', 'Being read'), ('ready', 'Ready to import'), ('merging', 'Being imported'), ('merged', 'Imported'), ('undone', 'Undone'), ('discarded', 'Discarded'), ('failed', "Can't be read")], default='reading', max_length=10)),
                ('only_state', models.CharField(blank=True, help_text='The state of rows that name none.', max_length=2)),
                ('only_year', models.PositiveSmallIntegerField(blank=True, help_text='The year of rows that name none.', null=True)),
                ('mapping', models.JSONField(default=dict, help_text='Folded heading → what it says.')),
                ('picks', models.JSONField(default=list, help_text='Lines a person chose among duplicates with different counts.')),
                ('report', models.JSONField(default=dict, help_text='What was found when it was read.')),
                ('counts', models.JSONField(default=dict, help_text='What the merge did, by number.')),
                ('created_at', models.DateTimeField()),
                ('merged_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('job', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outbox.job')),
                ('merged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='outcomes.source')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('homicide', 'Homicide'), ('homicide_cleared', 'Homicides cleared'), ('rape', 'Rape'), ('rape_cleared', 'Rapes cleared'), ('robbery', 'Robbery'), ('robbery_cleared', 'Robberies cleared'), ('aggravated_assault', 'Aggravated assault'), ('aggravated_assault_cleared', 'Aggravated assaults cleared'), ('violent_crime', 'Violent crime'), ('violent_crime_cleared', 'Violent crimes cleared'), ('burglary', 'Burglary'), ('larceny', 'Larceny-theft'), ('motor_vehicle_theft', 'Motor vehicle theft'), ('arson', 'Arson'), ('property_crime', 'Property crime'), ('nonfatal_shooting', 'Nonfatal shooting'), ('prison_custody', 'People in prison custody'), ('count', "Count the file doesn't name")], max_length=30)),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('through', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('reported', 'Reported'), ('not_reported', 'Not reported'), ('suppressed', 'Suppressed'), ('error', 'Error in the file')], max_length=12)),
                ('value', models.BigIntegerField(blank=True, help_text='Can be negative: a correction of earlier months.', null=True)),
                ('months_reported', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('line', models.PositiveIntegerField(help_text='Where it stands in its file.')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('current', 'Current'), ('replaced', 'Replaced by a later version'), ('undone', 'Undone with its import')], default='current', max_length=8)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='outcomes.agency')),
                ('came_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='outcomes.figureimport')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='outcomes.source')),
            ],
            options={
                'ordering': ['source', 'agency', 'measure', 'year', 'month', '-version'],
            },
        ),
        migrations.AddConstraint(
            model_name='figureimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['merged', 'undone']), _negated=True), ('merged_at__isnull', False), _connector='OR'), name='a_merged_import_says_when'),
        ),
        migrations.AddConstraint(
            model_name='figureimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), ('undone_at__isnull', False)), models.Q(models.Q(('state', 'undone'), _negated=True), ('undone_at', None)), _connector='OR'), name='an_undone_import_says_when'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(fields=['agency', 'measure', 'year'], name='figures_of_an_agency'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('source', 'agency', 'measure', 'year', 'month', 'through'), name='a_figure_has_one_current_version', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'reported'), ('value__isnull', False)), models.Q(models.Q(('status', 'reported'), _negated=True), ('value', None)), _connector='OR'), name='only_a_reported_figure_has_a_value'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('month', None), models.Q(('month__range', (1, 12)), ('through', None)), _connector='OR'), name='a_figures_month_is_a_month'),
        ),
        migrations.AddIndex(
            model_name='agency',
            index=models.Index(fields=['match', 'state'], name='agencies_by_match'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.UniqueConstraint(condition=models.Q(('ori', ''), _negated=True), fields=('ori',), name='an_ori_is_of_one_agency'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.UniqueConstraint(condition=models.Q(('ori', '')), fields=('found_in', 'state', 'county', 'key'), name='an_agency_without_ori_is_named_once_a_source', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('match', 'same'), ('same_as__isnull', False)), models.Q(models.Q(('match', 'same'), _negated=True), ('same_as', None)), _connector='OR'), name='another_name_says_of_which_agency'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('population', None), ('population_year__isnull', False), _connector='OR'), name='an_agencys_population_names_its_year'),
        ),
        EnableRowSecurity("outcomes_source", read="true", write=STAFF),
        EnableRowSecurity("outcomes_agency", read="true", write=STAFF),
        EnableRowSecurity("outcomes_figureimport", read=STAFF),
        EnableRowSecurity("outcomes_figure", read="true", write=STAFF),
    ]
