"""Keep what jobs compute from public figures; everyone reads it, and jobs alone write it."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0003_keep_evidence'),
        ('sites', '0016_index_the_history_of_teams'),
    ]

    operations = [
        migrations.CreateModel(
            name='Trend',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('homicide', 'Homicide'), ('homicide_cleared', 'Homicides cleared'), ('rape', 'Rape'), ('rape_cleared', 'Rapes cleared'), ('robbery', 'Robbery'), ('robbery_cleared', 'Robberies cleared'), ('aggravated_assault', 'Aggravated assault'), ('aggravated_assault_cleared', 'Aggravated assaults cleared'), ('violent_crime', 'Violent crime'), ('violent_crime_cleared', 'Violent crimes cleared'), ('burglary', 'Burglary'), ('larceny', 'Larceny-theft'), ('motor_vehicle_theft', 'Motor vehicle theft'), ('arson', 'Arson'), ('property_crime', 'Property crime'), ('nonfatal_shooting', 'Nonfatal shooting'), ('prison_custody', 'People in prison custody'), ('count', "Count the file doesn't name")], max_length=30)),
                ('per_year', models.PositiveSmallIntegerField(help_text='12 for months, 1 for years.')),
                ('starts_on', models.DateField(help_text='The first day of the first period.')),
                ('counts', models.JSONField(help_text='One for each period; null where nothing was reported.')),
                ('engaged_from', models.DateField(blank=True, null=True)),
                ('engaged_to', models.DateField(blank=True, help_text='The last day.', null=True)),
                ('latest_from', models.DateField(blank=True, help_text='The first day of the latest whole year.', null=True)),
                ('latest', models.BigIntegerField(blank=True, help_text='What that year counts.', null=True)),
                ('changes', models.JSONField(default=list, help_text='Against each baseline.')),
                ('spread', models.FloatField(blank=True, help_text='Variance of months divided by their mean; 1 is Poisson.', null=True)),
                ('is_too_wide', models.BooleanField(default=False, help_text='Months vary more than Poisson.')),
                ('population', models.PositiveIntegerField(blank=True, null=True)),
                ('population_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('population_source', models.CharField(blank=True, max_length=200)),
                ('rate', models.FloatField(blank=True, help_text='The latest year per 100,000.', null=True)),
                ('share', models.JSONField(default=dict, help_text='Homicides cleared of those counted, in the latest year with both.')),
                ('band', models.JSONField(default=dict, help_text='Similar sites; empty if too few.')),
                ('method', models.CharField(max_length=20)),
                ('computed_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outcomes.agency')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trends', to='sites.site')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outcomes.source')),
            ],
            options={
                'ordering': ['site', 'source', 'agency', 'measure'],
                'constraints': [models.UniqueConstraint(fields=('site', 'source', 'agency', 'measure', 'per_year'), name='a_series_has_one_trend'), models.CheckConstraint(condition=models.Q(('per_year__in', [1, 12])), name='a_trend_is_of_months_or_years'), models.CheckConstraint(condition=models.Q(('rate', None), models.Q(('population__isnull', False), ('population_year__isnull', False), models.Q(('population_source', ''), _negated=True)), _connector='OR'), name='a_rate_says_of_how_many_people')],
            },
        ),
        EnableRowSecurity("outcomes_trend", read="true", write="(SELECT app_is_job())"),
    ]
