"""Keep resources, their files, and marks behind row security from the start."""

import django.contrib.postgres.fields
import django.db.models.deletion
import foundation.calendars.clock
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity, LoadFunctions

JOB = "(SELECT app_is_job())"
PERSON = "(SELECT app_user()) IS NOT NULL"
MANAGER = "(SELECT app_staff_role()) = 'program-manager'"
STAFF = "(SELECT app_staff_role()) IN ('program-manager', 'tta-coordinator')"
CHAMPION = "EXISTS (SELECT FROM app_live_memberships() m WHERE m.role = 'program-office-champion')"
# The program's resources have no site; visitors read those that are public, until they are archived.
READ = f"{SITE} OR site_id IS NULL AND ({PERSON} OR {JOB}) OR audience = 'public' AND archived_at IS NULL"
# A site's by its people, the public's by managers, the network's by DOJ's staff and their owners.
WRITE = (
    f"{SITE} OR {JOB} OR audience = 'public' AND {MANAGER}"
    f" OR audience = 'network' AND ({STAFF} OR owner_id = (SELECT app_user()))"
)
ADD = (
    f"{SITE} OR {JOB} OR audience = 'public' AND {MANAGER}"
    f" OR audience = 'network' AND owner_id = (SELECT app_user()) AND ({STAFF} OR {CHAMPION})"
)
OF_VISIBLE = "EXISTS (SELECT FROM library_resource r WHERE r.id = {table}.resource_id)"
FILE = OF_VISIBLE.format(table="library_resourcefile")
OF_KEPT = (
    f"{JOB} OR EXISTS (SELECT FROM library_resource r WHERE r.id = library_resourcefile.resource_id"
    " AND (r.site_id = ANY ((SELECT app_sites())::bigint[])"
    f" OR r.audience = 'public' AND {MANAGER}"
    f" OR r.audience = 'network' AND ({STAFF} OR r.owner_id = (SELECT app_user()))))"
)
OWN = "person_id = (SELECT app_user())"
WORDS = """
ALTER TABLE library_resource ADD COLUMN words tsvector
  GENERATED ALWAYS AS (app_words(title || ' ' || summary)) STORED;
CREATE INDEX resources_by_their_words ON library_resource USING gin (words);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0018_give_every_site_a_web_address'),
        ('workflow', '0002_fold_text'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(help_text='Made by the portal.', max_length=80, unique=True)),
                ('title', models.CharField(max_length=160)),
                ('type', models.CharField(choices=[('guide', 'Guide'), ('form', 'Form or template'), ('policy', 'Policy or agreement'), ('report', 'Report or study'), ('training', 'Training'), ('video', 'Video'), ('tool', 'Tool or data')], max_length=10)),
                ('summary', models.TextField()),
                ('core_areas', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('audience', models.CharField(choices=[('site', 'One site'), ('network', 'Everyone who signs in'), ('public', 'The public')], max_length=8)),
                ('url', models.URLField(blank=True, help_text='Empty for a file.', max_length=500)),
                ('review_by', models.DateField()),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('useful_count', models.PositiveIntegerField(default=0, help_text='Kept by the job that counts marks.')),
                ('is_demo', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('archive_reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('archived_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-added_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ResourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('slug', models.SlugField(db_index=False, help_text='Made by the portal.', max_length=80)),
                ('title', models.CharField(max_length=160)),
                ('type', models.CharField(choices=[('guide', 'Guide'), ('form', 'Form or template'), ('policy', 'Policy or agreement'), ('report', 'Report or study'), ('training', 'Training'), ('video', 'Video'), ('tool', 'Tool or data')], max_length=10)),
                ('summary', models.TextField()),
                ('core_areas', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('audience', models.CharField(choices=[('site', 'One site'), ('network', 'Everyone who signs in'), ('public', 'The public')], max_length=8)),
                ('url', models.URLField(blank=True, help_text='Empty for a file.', max_length=500)),
                ('review_by', models.DateField()),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('archive_reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('archived_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='library.resource')),
                ('reviewed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ResourceFile',
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
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='library.resource')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UsefulMark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marked_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.resource')),
            ],
        ),
        migrations.AddIndex(
            model_name='resource',
            index=models.Index(fields=['site', '-added_at', '-id'], name='resources_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='resource',
            index=models.Index(fields=['-added_at', '-id'], name='resources_newest_first'),
        ),
        migrations.AddIndex(
            model_name='resource',
            index=models.Index(condition=models.Q(('archived_at', None)), fields=['review_by'], name='resources_by_review'),
        ),
        migrations.AddIndex(
            model_name='resource',
            index=models.Index(fields=['owner', 'review_by'], name='resources_of_an_owner'),
        ),
        migrations.AddConstraint(
            model_name='resource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'site'), ('site__isnull', False)), models.Q(models.Q(('audience', 'site'), _negated=True), ('site', None)), _connector='OR'), name='a_resource_for_one_site_names_it'),
        ),
        migrations.AddConstraint(
            model_name='resource',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), _connector='OR'), name='a_resources_link_is_secure'),
        ),
        migrations.AddConstraint(
            model_name='resource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('archive_reason', ''), ('archived_at', None), ('archived_by', None)), models.Q(('archived_at__isnull', False), ('archived_by__isnull', False), models.Q(('archive_reason', ''), _negated=True)), _connector='OR'), name='an_archived_resource_says_who_and_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resource',
            trigger=pgtrigger.compiler.Trigger(name='a_resource_stays_where_it_is', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."added_at" IS DISTINCT FROM (NEW."added_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='015fe11cfec3992617b04f14227a084d3b0001f8', operation='UPDATE', pgid='pgtrigger_a_resource_stays_where_it_is_c9cb9', table='library_resource', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "library_resourceevent" ("added_at", "added_by_id", "archive_reason", "archived_at", "archived_by_id", "audience", "core_areas", "id", "is_demo", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_by", "reviewed_by_id", "reviewed_on", "site_id", "slug", "summary", "title", "type", "url", "version") VALUES (NEW."added_at", NEW."added_by_id", NEW."archive_reason", NEW."archived_at", NEW."archived_by_id", NEW."audience", NEW."core_areas", NEW."id", NEW."is_demo", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."review_by", NEW."reviewed_by_id", NEW."reviewed_on", NEW."site_id", NEW."slug", NEW."summary", NEW."title", NEW."type", NEW."url", NEW."version"); RETURN NULL;', hash='186ffdaa6a21e811e24586ef70d20bc06ac020bc', operation='INSERT', pgid='pgtrigger_insert_insert_2ada6', table='library_resource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."archive_reason" IS DISTINCT FROM (NEW."archive_reason") OR OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."archived_by_id" IS DISTINCT FROM (NEW."archived_by_id") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."core_areas" IS DISTINCT FROM (NEW."core_areas") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."review_by" IS DISTINCT FROM (NEW."review_by") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."reviewed_on" IS DISTINCT FROM (NEW."reviewed_on") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."type" IS DISTINCT FROM (NEW."type") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "library_resourceevent" ("added_at", "added_by_id", "archive_reason", "archived_at", "archived_by_id", "audience", "core_areas", "id", "is_demo", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_by", "reviewed_by_id", "reviewed_on", "site_id", "slug", "summary", "title", "type", "url", "version") VALUES (NEW."added_at", NEW."added_by_id", NEW."archive_reason", NEW."archived_at", NEW."archived_by_id", NEW."audience", NEW."core_areas", NEW."id", NEW."is_demo", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."review_by", NEW."reviewed_by_id", NEW."reviewed_on", NEW."site_id", NEW."slug", NEW."summary", NEW."title", NEW."type", NEW."url", NEW."version"); RETURN NULL;', hash='429728274d3b2e1c5bd7ee25218168e5629d4234', operation='UPDATE', pgid='pgtrigger_update_update_a836b', table='library_resource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resourceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='30f72a2f6271530722d5e7978c030c92fe0ff569', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4fd19', table='library_resourceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='resourcefile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='resourcefile_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='resourcefile',
            constraint=models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'image/png', 'image/jpeg', 'image/webp', 'text/plain', 'text/csv'])), name='resourcefile_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='resourcefile',
            constraint=models.CheckConstraint(condition=models.Q(('scan__in', ['pending', 'clean', 'infected', 'not-scanned'])), name='resourcefile_is_scanned_or_not'),
        ),
        migrations.AddConstraint(
            model_name='resourcefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), _negated=True), models.Q(('finding', ''), _negated=True), _connector='OR'), name='infected_resourcefile_says_with_what'),
        ),
        migrations.AddConstraint(
            model_name='resourcefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='a_replaced_resource_file_says_who_and_why'),
        ),
        migrations.AddConstraint(
            model_name='resourcefile',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('resource',), name='a_resource_has_one_latest_file'),
        ),
        migrations.AddConstraint(
            model_name='usefulmark',
            constraint=models.UniqueConstraint(fields=('resource', 'person'), name='a_person_marks_a_resource_once'),
        ),
        LoadFunctions("app_is_job", backwards="SELECT 1"),
        migrations.RunSQL(
            WORDS,
            "DROP INDEX resources_by_their_words; ALTER TABLE library_resource DROP COLUMN words;",
        ),
        LoadFunctions("app_search_resources"),
        EnableRowSecurity("library_resource", read=READ, write=WRITE, insert=ADD, definer_reads=True),
        EnableRowSecurity("library_resourceevent", read=f"{SITE} OR site_id IS NULL AND ({STAFF} OR {JOB})"),
        EnableRowSecurity("library_resourcefile", read=FILE, write=OF_KEPT),
        EnableRowSecurity(
            "library_usefulmark",
            read=f"{OWN} OR {JOB}",
            insert=f"{OWN} AND {OF_VISIBLE.format(table='library_usefulmark')} OR {JOB}",
        ),
    ]
