"""Only organizations of providers become providers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_keep_the_last_visit'),
        ('tta_requests', '0026_preview_weights'),
    ]

    operations = [
        migrations.AlterField(
            model_name='provider',
            name='organisation',
            field=models.OneToOneField(limit_choices_to={'role': 'provider'}, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='provider', serialize=False, to='accounts.organisation'),
        ),
    ]
