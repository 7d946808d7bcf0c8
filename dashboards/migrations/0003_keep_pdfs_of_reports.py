"""Keep the PDFs of reports, readable by those who read reports."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

# Whoever reads reports may ask for their PDFs; the job draws them.
READERS = (
    "(SELECT app_staff_role()) IN ('program-manager', 'tta-coordinator', 'analyst')"
    " OR (SELECT app_is_job())"
)

class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0002_keep_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportPdf',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('period', models.CharField(help_text='Such as 2026-q3 or 2026-h1.', max_length=7)),
                ('version', models.PositiveSmallIntegerField(help_text='0 for a preview.')),
                ('html', models.TextField(blank=True)),
                ('content', models.CharField(editable=False, max_length=32, null=True, unique=True)),
                ('size', models.PositiveBigIntegerField(default=0, help_text='In bytes.')),
                ('error', models.CharField(blank=True, max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_at'],
                'indexes': [models.Index(fields=['period', '-asked_at'], name='pdfs_of_a_report')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('version__gt', 0)), fields=('period', 'version'), name='a_version_of_a_report_has_one_pdf')],
            },
        ),
        EnableRowSecurity("dashboards_reportpdf", read=READERS),
    ]
