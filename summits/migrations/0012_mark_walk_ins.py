"""Say which registrations were made at the door."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('summits', '0011_add_biographies'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='is_walk_in',
            field=models.BooleanField(default=False),
        ),
    ]
