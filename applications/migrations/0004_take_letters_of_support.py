"""Take letters of support with an application; its readers read them, and its draft alone changes them."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

JOB = "(SELECT app_is_job())"
CHILD = "application_id IN (SELECT a.id FROM applications_application a)"
DRAFT = (
    "application_id IN (SELECT a.id FROM applications_application a"
    " WHERE a.id = (SELECT app_applied()) AND a.status = 'draft')"
)


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0003_name_reviewers'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportLetter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', models.CharField(editable=False, help_text='The random name in file storage.', max_length=32, unique=True)),
                ('name', models.CharField(help_text='The original name, made safe to show.', max_length=120)),
                ('media_type', models.CharField(choices=[('application/pdf', 'PDF'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word document'), ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel workbook'), ('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'PowerPoint presentation'), ('image/png', 'PNG image'), ('image/jpeg', 'JPEG image'), ('image/webp', 'WebP image'), ('text/plain', 'text file'), ('text/csv', 'CSV file')], max_length=80)),
                ('size', models.PositiveIntegerField(help_text='In bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('scan', models.CharField(choices=[('pending', 'Being checked'), ('clean', 'No virus found'), ('infected', 'Refused'), ('not-scanned', 'Not scanned for viruses')], default='pending', max_length=12)),
                ('scanned_at', models.DateTimeField(blank=True, null=True)),
                ('finding', models.CharField(blank=True, help_text='What the scanner found.', max_length=200)),
                ('uploaded_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='applications.application')),
            ],
            options={
                'ordering': ['uploaded_at', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='supportletter_is_not_empty'), models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'image/png', 'image/jpeg', 'image/webp', 'text/plain', 'text/csv'])), name='supportletter_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(('scan__in', ['pending', 'clean', 'infected', 'not-scanned'])), name='supportletter_is_scanned_or_not'), models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), _negated=True), models.Q(('finding', ''), _negated=True), _connector='OR'), name='infected_supportletter_says_with_what')],
            },
        ),
        EnableRowSecurity("applications_supportletter", read=CHILD, write=f"{DRAFT} OR {JOB}"),
    ]
