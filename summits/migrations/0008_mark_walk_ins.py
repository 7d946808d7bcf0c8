"""Say which registrations were made at the door."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('summits', '0006_check_people_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='is_walk_in',
            field=models.BooleanField(default=False),
        ),
    ]
