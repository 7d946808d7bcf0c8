"""Index what reports count commitments by, and what a site's history reads."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0011_keep_terms_apart'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='evidencefile',
            index=models.Index(fields=['site', '-uploaded_at'], name='evidence_files_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('done_at__isnull', False)), fields=['done_at'], name='done_commitments_by_day'),
        ),
        migrations.AddIndex(
            model_name='engagementevent',
            index=models.Index(fields=['site', '-pgh_created_at'], name='engagement_changes_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='milestoneevent',
            index=models.Index(fields=['site', '-pgh_created_at'], name='milestone_changes_of_a_site'),
        ),
    ]
