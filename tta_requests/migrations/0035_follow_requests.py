"""Who follows a request: seen and changed by that person alone, and by the portal's jobs."""

import django.db.models.deletion
import foundation.tenancy.constraints
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity

READABLE = f"{SITE} AND request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
OWN = "person_id = (SELECT app_user())"


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0012_let_two_people_share_a_mailbox'),
        ('tta_requests', '0034_recall_work_of_a_provider_with_no_one'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='tta_requests.ttarequest')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['since'],
                'constraints': [foundation.tenancy.constraints.SameSite(field='request', name='follower_is_of_the_requests_site'), models.UniqueConstraint(fields=('site', 'request', 'person'), name='a_person_follows_a_request_once')],
            },
        ),
        EnableRowSecurity(
            "tta_requests_follower",
            read=f"{READABLE} AND ({OWN} OR (SELECT app_is_job()))",
        ),
    ]
