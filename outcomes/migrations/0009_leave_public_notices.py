"""Keep what visitors read of corrections and withdrawals: everyone reads it, only its site's people write it."""

import django.db.models.deletion
import foundation.tenancy.constraints
import uuid
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0008_rest_on_measurements'),
        ('sites', '0018_give_every_site_a_web_address'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('corrected', 'Corrected'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('told_at', models.DateTimeField()),
                ('accomplishment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='outcomes.accomplishment')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-told_at', '-pk'],
                'indexes': [models.Index(fields=['accomplishment', '-told_at'], name='notices_of_an_accomplishment')],
                'constraints': [foundation.tenancy.constraints.SameSite(field='accomplishment', name='notice_is_of_its_accomplishments_site'), models.UniqueConstraint(condition=models.Q(('kind', 'withdrawn')), fields=('site', 'accomplishment'), name='an_accomplishment_is_withdrawn_once')],
            },
        ),
        EnableRowSecurity("outcomes_publicnotice", read="true", write=SITE),
    ]
