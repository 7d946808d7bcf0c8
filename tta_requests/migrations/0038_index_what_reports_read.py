"""Index what reports count requests, deliveries, and hours by, and the files of a site."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0037_name_principles_and_origins'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(fields=['site', '-uploaded_at'], name='attachments_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('kind', 'confirm-delivery')), fields=['created_at'], name='confirmed_deliveries_by_day'),
        ),
        migrations.AddIndex(
            model_name='hoursentry',
            index=models.Index(fields=['worked_on'], name='hours_by_day'),
        ),
        migrations.AddIndex(
            model_name='ttarequest',
            index=models.Index(fields=['submitted_at'], name='request_by_day_submitted'),
        ),
    ]
