"""Store when people last used the portal, to show what changed since."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_say_what_an_organization_is'),
    ]

    operations = [
        migrations.CreateModel(
            name='LastVisit',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='last_visit', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
        ),
    ]
