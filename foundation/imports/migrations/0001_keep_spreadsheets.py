"""Spreadsheets that were sent, and rows that were brought."""

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
            name='ImportedKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=64)),
                ('told', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('what', 'key'), name='a_row_is_brought_once')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('content', models.CharField(editable=False, help_text='The random name in the store.', max_length=32, unique=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(help_text='The registered kind.', max_length=40)),
                ('name', models.CharField(help_text="The file's, made safe to show.", max_length=120)),
                ('media_type', models.CharField(max_length=80)),
                ('header', models.JSONField(help_text='Its columns.')),
                ('mapping', models.JSONField(default=dict, help_text='Field → place of its column.')),
                ('report', models.JSONField(default=list, help_text='Line, whether it was brought, what came of it.')),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('job', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outbox.job')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', 'pk'],
                'indexes': [models.Index(fields=['user', '-created_at'], name='imports_of_a_person')],
            },
        ),
    ]
