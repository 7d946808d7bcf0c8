"""Sessions that name their person, and the browsers an account knows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_keep_the_last_visit'),
    ]

    operations = [
        migrations.CreateModel(
            name='PortalSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('public_id', models.UUIDField(db_index=True, help_text='What pages name it by.', null=True)),
                ('signed_in_at', models.DateTimeField(null=True)),
                ('used_at', models.DateTimeField(help_text='To the minute.', null=True)),
                ('ip', models.GenericIPAddressField(null=True, verbose_name='IP address')),
                ('agent', models.CharField(blank=True, max_length=200)),
                ('device', models.CharField(blank=True, help_text='Digest of the known device.', max_length=64)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['-used_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KnownDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(db_index=True)),
                ('signed_in', models.BooleanField(default=True, help_text='Off for one that only used a link to set a password.')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'digest'), name='a_device_is_known_once_to_a_person')],
            },
        ),
    ]
