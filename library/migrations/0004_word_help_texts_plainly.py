"""Say in plain words what fields hold; nothing in the database changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0003_find_an_owners_reviews_by_their_days'),
    ]

    operations = [
        migrations.AlterField(
            model_name='resource',
            name='useful_count',
            field=models.PositiveIntegerField(default=0, help_text='Counted from the marks by a job.'),
        ),
    ]
