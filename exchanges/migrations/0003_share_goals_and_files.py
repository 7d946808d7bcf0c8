"""Give an exchange its goals, each with what came of it, and files, both behind the exchange's policy."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity

STAFF = "(SELECT app_staff_role()) IN ('program-manager', 'tta-coordinator') OR (SELECT app_is_job())"
# The inner look-up applies the policy of the exchange.
OF_SHARED = "exchange_id IN (SELECT e.id FROM exchanges_peerexchange e)"


class Migration(migrations.Migration):

    dependencies = [
        ('exchanges', '0002_keep_exchanges_between_their_sites'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ExchangeFile',
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
                ('side', models.CharField(choices=[('visitor', 'Visiting site'), ('host', 'Host site')], help_text='The site that added it.', max_length=7)),
                ('description', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-uploaded_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExchangeGoal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('result', models.CharField(blank=True, choices=[('met', 'Met'), ('partly', 'Partly met'), ('not-met', 'Not met')], max_length=8)),
                ('happened', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExchangeGoalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('result', models.CharField(blank=True, choices=[('met', 'Met'), ('partly', 'Partly met'), ('not-met', 'Not met')], max_length=8)),
                ('happened', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterField(
            model_name='exchangestep',
            name='step',
            field=models.CharField(choices=[('ask', 'Asked for'), ('allow', "Allowed over the host's limit"), ('set-goals', 'Goals changed'), ('set-dates', 'Dates set'), ('report', 'Report written'), ('accept', 'Accepted by the host'), ('decline', 'Declined by the host'), ('plan', 'Planned'), ('mark-held', 'Held'), ('agree', 'Report agreed by both sites'), ('close', 'Closed'), ('cancel', 'Canceled')], max_length=10),
        ),
        migrations.AddField(
            model_name='exchangefile',
            name='exchange',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchanges.peerexchange'),
        ),
        migrations.AddField(
            model_name='exchangefile',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exchangefile',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exchangegoal',
            name='exchange',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='exchanges.peerexchange'),
        ),
        migrations.AddField(
            model_name='exchangegoalevent',
            name='exchange',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchanges.peerexchange'),
        ),
        migrations.AddField(
            model_name='exchangegoalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchanges.exchangegoal'),
        ),
        migrations.AddIndex(
            model_name='exchangefile',
            index=models.Index(fields=['exchange', '-uploaded_at'], name='files_of_an_exchange'),
        ),
        migrations.AddConstraint(
            model_name='exchangefile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='exchangefile_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='exchangefile',
            constraint=models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'image/png', 'image/jpeg', 'image/webp', 'text/plain', 'text/csv'])), name='exchangefile_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='exchangefile',
            constraint=models.CheckConstraint(condition=models.Q(('scan__in', ['pending', 'clean', 'infected', 'not-scanned'])), name='exchangefile_is_scanned_or_not'),
        ),
        migrations.AddConstraint(
            model_name='exchangefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), _negated=True), models.Q(('finding', ''), _negated=True), _connector='OR'), name='infected_exchangefile_says_with_what'),
        ),
        migrations.AddConstraint(
            model_name='exchangefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='a_removed_exchange_file_says_who_and_why'),
        ),
        migrations.AddIndex(
            model_name='exchangegoal',
            index=models.Index(fields=['exchange', 'number'], name='goals_of_an_exchange'),
        ),
        migrations.AddConstraint(
            model_name='exchangegoal',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_goal_says_something'),
        ),
        migrations.AddConstraint(
            model_name='exchangegoal',
            constraint=models.CheckConstraint(condition=models.Q(('happened', ''), models.Q(('result', ''), _negated=True), _connector='OR'), name='what_came_of_a_goal_has_a_result'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchangegoal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_exchangegoalevent" ("exchange_id", "happened", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "text") VALUES (NEW."exchange_id", NEW."happened", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."result", NEW."text"); RETURN NULL;', hash='f9557ea653faae519297a471f6c2d936ff363027', operation='INSERT', pgid='pgtrigger_insert_insert_6b886', table='exchanges_exchangegoal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchangegoal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchanges_exchangegoalevent" ("exchange_id", "happened", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "text") VALUES (NEW."exchange_id", NEW."happened", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."result", NEW."text"); RETURN NULL;', hash='c057759135e761a1dee77bb2e37d928c033e0b39', operation='UPDATE', pgid='pgtrigger_update_update_99cef', table='exchanges_exchangegoal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchangegoalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='76fb5b947a9c6d2addaa54d149a1204cc61dd393', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5f4d8', table='exchanges_exchangegoalevent', when='BEFORE')),
        ),
        EnableRowSecurity("exchanges_exchangegoal", read=OF_SHARED),
        EnableRowSecurity("exchanges_exchangegoalevent", read=STAFF),
        EnableRowSecurity("exchanges_exchangefile", read=OF_SHARED),
    ]
