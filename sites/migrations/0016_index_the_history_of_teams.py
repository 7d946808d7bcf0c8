"""Index the changes of a site's team by time, for its history."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0015_let_people_stand_in'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='membershipevent',
            index=models.Index(fields=['site', '-pgh_created_at'], name='team_changes_of_a_site'),
        ),
    ]
