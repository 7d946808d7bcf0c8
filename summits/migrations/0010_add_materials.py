"""Keep files and links of summits behind row security: read by people who signed in, added by a few."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

READ = "(SELECT app_user()) IS NOT NULL OR (SELECT app_is_job())"
# Organizers and managers anywhere at their summit, and speakers in their own sessions.
WRITE = (
    "(SELECT app_staff_role()) = 'program-manager' OR (SELECT app_is_job())"
    " OR summit_id = ANY ((SELECT app_organized_summits())::uuid[])"
    " OR session_id = ANY ((SELECT app_spoken_sessions())::uuid[])"
)


def of_a_session_of_its_summit(table):
    """Return the operation for the key that leads only to a session of the same summit."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_has_a_session_of_its_summit"
        " FOREIGN KEY (summit_id, session_id) REFERENCES summits_session (summit_id, id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_has_a_session_of_its_summit",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('summits', '0009_give_feedback'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MaterialFile',
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
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removal_reason', models.TextField(blank=True)),
                ('description', models.CharField(blank=True, max_length=200)),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.session')),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.summit')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['uploaded_at', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['summit', 'session'], name='files_of_a_summit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='materialfile_is_not_empty'), models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'image/png', 'image/jpeg', 'image/webp', 'text/plain', 'text/csv'])), name='materialfile_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(('scan__in', ['pending', 'clean', 'infected', 'not-scanned'])), name='materialfile_is_scanned_or_not'), models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), _negated=True), models.Q(('finding', ''), _negated=True), _connector='OR'), name='infected_materialfile_says_with_what'), models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='a_removed_material_file_says_who_and_why')],
            },
        ),
        migrations.CreateModel(
            name='MaterialLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('url', models.URLField(max_length=500)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removal_reason', models.TextField(blank=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.session')),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.summit')),
            ],
            options={
                'ordering': ['added_at', 'pk'],
                'indexes': [models.Index(fields=['summit', 'session'], name='links_of_a_summit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('url__startswith', 'https://')), name='a_material_link_is_secure'), models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='a_removed_material_link_says_who_and_why')],
            },
        ),
        of_a_session_of_its_summit("summits_materialfile"),
        of_a_session_of_its_summit("summits_materiallink"),
        EnableRowSecurity("summits_materialfile", read=READ, write=WRITE),
        EnableRowSecurity("summits_materiallink", read=READ, write=WRITE),
    ]
