"""The new date a site is told when a clock is three days past due."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0019_bring_spreadsheets'),
    ]

    operations = [
        migrations.AddField(
            model_name='clock',
            name='promised_for',
            field=models.DateTimeField(blank=True, help_text='The new date the site was told, three days past due.', null=True),
        ),
    ]
