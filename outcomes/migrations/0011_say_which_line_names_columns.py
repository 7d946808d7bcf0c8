"""Keep the line that a person said names the columns of a file."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0010_tell_of_earlier_corrections'),
    ]

    operations = [
        migrations.AddField(
            model_name='figureimport',
            name='heading_line',
            field=models.PositiveIntegerField(blank=True, help_text='The line that a person said names the columns.', null=True),
        ),
    ]
