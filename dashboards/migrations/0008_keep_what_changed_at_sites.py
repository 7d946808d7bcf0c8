"""Keep what changed at the sites with a frozen report."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0007_remember_summaries_sent'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='changes',
            field=models.JSONField(default=list, help_text='What changed at the sites, as read then.'),
        ),
    ]
