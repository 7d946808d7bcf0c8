"""Record which line names the columns, and how unclear dates and names are read."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0003_word_the_fields_plainly'),
    ]

    operations = [
        migrations.AddField(
            model_name='import',
            name='answers',
            field=models.JSONField(default=dict, help_text='How unclear dates and names are read, by question.'),
        ),
        migrations.AddField(
            model_name='import',
            name='header_line',
            field=models.PositiveIntegerField(default=1, help_text='Line of the file that names the columns.'),
        ),
    ]
