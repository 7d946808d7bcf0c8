"""Say in plain words what fields hold; nothing in the database changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0015_drop_indexes_that_others_cover'),
    ]

    operations = [
        migrations.AlterField(
            model_name='figure',
            name='line',
            field=models.PositiveIntegerField(help_text='Its line in the file.'),
        ),
        migrations.AlterField(
            model_name='figureimport',
            name='mapping',
            field=models.JSONField(default=dict, help_text='What each column holds, by its name.'),
        ),
        migrations.AlterField(
            model_name='source',
            name='header',
            field=models.JSONField(default=list, help_text='The column names of its files, without capitals and punctuation.'),
        ),
        migrations.AlterField(
            model_name='source',
            name='mapping',
            field=models.JSONField(default=dict, help_text='What each column holds, by its name.'),
        ),
    ]
