"""Let accomplishments of a site rest on its own commitments and measurements only."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0013_index_what_reports_read'),
        ('sites', '0016_index_the_history_of_teams'),
        ('tta_requests', '0039_name_session_notes'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='commitment_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='measurement_is_known_by_its_site'),
        ),
    ]
