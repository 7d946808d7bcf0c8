"""Requests that come out of spreadsheets."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0018_flag_requests'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ttarequest',
            name='source',
            field=models.CharField(choices=[('team', 'The site team'), ('plan', 'The strategic plan'), ('recommendation', 'A recommendation'), ('summit', 'The Violent Crime Summit'), ('update', "A liaison's update"), ('on-behalf', 'Entered by DOJ staff for the site'), ('imported', 'Imported from a spreadsheet')], default='team', max_length=20),
        ),
        migrations.AlterField(
            model_name='ttarequestevent',
            name='source',
            field=models.CharField(choices=[('team', 'The site team'), ('plan', 'The strategic plan'), ('recommendation', 'A recommendation'), ('summit', 'The Violent Crime Summit'), ('update', "A liaison's update"), ('on-behalf', 'Entered by DOJ staff for the site'), ('imported', 'Imported from a spreadsheet')], default='team', max_length=20),
        ),
    ]
