"""Index the changes of a site's team by time, for its history."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0014_keep_coalitions_and_periods'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='membershipevent',
            index=models.Index(fields=['site', '-pgh_created_at'], name='team_changes_of_a_site'),
        ),
    ]
