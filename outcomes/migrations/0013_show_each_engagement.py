"""Keep the engagements of a site that a trend isn't compared with, so that its chart shows them, too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0012_remember_zeros_that_are_not_reported'),
    ]

    operations = [
        migrations.AddField(
            model_name='trend',
            name='other_terms',
            field=models.JSONField(default=list, help_text="The first and last days of the site's other engagements."),
        ),
        migrations.AlterField(
            model_name='trend',
            name='engaged_from',
            field=models.DateField(blank=True, help_text='The first day of the engagement that is compared.', null=True),
        ),
    ]
