"""The timeline by time: what changed since a visit is found without reading the rest."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0005_name_forms_of_the_public'),
        ('tta_requests', '0024_bring_colleagues_into_conversations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['-created_at'], name='entries_newest_first'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['site', '-created_at'], name='entries_newest_of_a_site'),
        ),
    ]
