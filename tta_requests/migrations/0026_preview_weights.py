"""Counts of what new weights would change: of who asked, and of the job that counts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import OWN, EnableRowSecurity

JOB = "(SELECT app_is_job())"


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_vacuum_often'),
        ('tta_requests', '0025_find_what_changed_since'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WeightsPreview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('typed', models.JSONField(help_text='The new version, field by field.')),
                ('asked_at', models.DateTimeField()),
                ('changed', models.PositiveIntegerField(default=0, help_text='Another provider first.')),
                ('unchanged', models.PositiveIntegerField(default=0, help_text='The same provider first.')),
                ('nobody', models.PositiveIntegerField(default=0, help_text='No provider passed the filters.')),
                ('unreadable', models.PositiveIntegerField(default=0, help_text='Cannot be ranked any more.')),
                ('tied', models.PositiveIntegerField(default=0, help_text='Two first with the same new points; among changed and unchanged.')),
                ('first', models.JSONField(default=dict, help_text='How often each provider is first: by its id, before and after.')),
                ('base', models.ForeignKey(help_text='In force when it was asked.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tta_requests.weights')),
                ('job', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outbox.job')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='matchrun',
            index=models.Index(fields=['-ran_at'], name='runs_of_late'),
        ),
        EnableRowSecurity("tta_requests_weightspreview", read=f"{OWN} OR {JOB}"),
    ]
