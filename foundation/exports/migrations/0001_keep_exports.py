"""Create exports: what was requested, by whom, and the progress."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('outbox', '0002_vacuum_often'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(help_text='The registered list.', max_length=40)),
                ('query', models.TextField(blank=True, help_text="The list's filters, as in its address.")),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'Excel workbook')], max_length=4)),
                ('scope', models.CharField(help_text='What the person could see when they asked, hashed.', max_length=64)),
                ('place', models.TextField(blank=True, help_text="The last row written, as the list's cursor.")),
                ('written', models.PositiveBigIntegerField(default=0, help_text='Bytes of the part file that count.')),
                ('content', models.CharField(editable=False, max_length=32, null=True, unique=True)),
                ('size', models.PositiveBigIntegerField(default=0, help_text='In bytes.')),
                ('expires_at', models.DateTimeField()),
                ('job', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outbox.job')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-job_id'],
                'indexes': [models.Index(fields=['user', '-job'], name='exports_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'xlsx'])), name='export_format_is_known')],
            },
        ),
    ]
