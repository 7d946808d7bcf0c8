"""Keep summits, their gates, grants, and steps behind row security from the start."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import foundation.calendars.clock
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import summits.models.grants
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity, LoadFunctions

PERSON = "(SELECT app_user()) IS NOT NULL OR (SELECT app_is_job())"
MANAGER = "(SELECT app_staff_role()) = 'program-manager' OR (SELECT app_is_job())"


def organizes(column):
    """Return the condition for rows of a summit that the person manages or organizes."""
    return f"{MANAGER} OR {column} = ANY ((SELECT app_organized_summits())::uuid[])"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('concept', 'Concept approval'), ('conference', 'Conference approval'), ('registration', 'Registration opens'), ('agenda', 'Agenda locked')], max_length=12)),
                ('due_on', models.DateField()),
                ('filed_on', models.DateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['due_on', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='LeadTime',
            fields=[
                ('kind', models.CharField(choices=[('concept', 'Concept approval'), ('conference', 'Conference approval'), ('registration', 'Registration opens'), ('agenda', 'Agenda locked')], max_length=12, primary_key=True, serialize=False)),
                ('days_before', models.PositiveSmallIntegerField()),
                ('source', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-days_before'],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('organizer', 'Organizer'), ('speaker', 'Speaker')], max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Summit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('theme', models.CharField(blank=True, max_length=200)),
                ('format', models.CharField(choices=[('in-person', 'In person'), ('virtual', 'Virtual')], default='in-person', max_length=10)),
                ('city', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(blank=True, help_text="The state's two letters.", max_length=2)),
                ('venue', models.CharField(blank=True, max_length=160)),
                ('time_zone', models.CharField(default='America/New_York', max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, help_text='The last day.', null=True)),
                ('is_month_only', models.BooleanField(default=False, help_text='Whether only the month is known, not the days.')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('approved', 'Approved'), ('registration-open', 'Registration open'), ('agenda-locked', 'Agenda locked'), ('live', 'Live'), ('wrap-up', 'Wrap-up'), ('archived', 'Archived'), ('canceled', 'Canceled')], default='planned', max_length=20)),
                ('origin', models.CharField(choices=[('portal', 'Planned in the portal'), ('imported', 'Imported from published pages')], default='portal', max_length=10)),
                ('is_published', models.BooleanField(default=False)),
                ('is_agenda_public', models.BooleanField(default=False)),
                ('is_demo', models.BooleanField(default=False)),
                ('note', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='GrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('role', models.CharField(choices=[('organizer', 'Organizer'), ('speaker', 'Speaker')], max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.grant')),
                ('summit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.summit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='grant',
            name='summit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='summits.summit'),
        ),
        migrations.CreateModel(
            name='GateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('concept', 'Concept approval'), ('conference', 'Conference approval'), ('registration', 'Registration opens'), ('agenda', 'Agenda locked')], max_length=12)),
                ('due_on', models.DateField()),
                ('filed_on', models.DateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.gate')),
                ('summit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.summit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='gate',
            name='summit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gates', to='summits.summit'),
        ),
        migrations.CreateModel(
            name='SummitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('slug', models.SlugField(db_index=False, max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('theme', models.CharField(blank=True, max_length=200)),
                ('format', models.CharField(choices=[('in-person', 'In person'), ('virtual', 'Virtual')], default='in-person', max_length=10)),
                ('city', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(blank=True, help_text="The state's two letters.", max_length=2)),
                ('venue', models.CharField(blank=True, max_length=160)),
                ('time_zone', models.CharField(default='America/New_York', max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, help_text='The last day.', null=True)),
                ('is_month_only', models.BooleanField(default=False, help_text='Whether only the month is known, not the days.')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('approved', 'Approved'), ('registration-open', 'Registration open'), ('agenda-locked', 'Agenda locked'), ('live', 'Live'), ('wrap-up', 'Wrap-up'), ('archived', 'Archived'), ('canceled', 'Canceled')], default='planned', max_length=20)),
                ('origin', models.CharField(choices=[('portal', 'Planned in the portal'), ('imported', 'Imported from published pages')], default='portal', max_length=10)),
                ('is_published', models.BooleanField(default=False)),
                ('is_agenda_public', models.BooleanField(default=False)),
                ('is_demo', models.BooleanField(default=False)),
                ('note', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=foundation.calendars.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.summit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SummitStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('planned', 'Planned'), ('changed', 'Details changed'), ('filed', 'Filed for approval'), ('passed', 'Approval recorded'), ('redated', 'Given a new due date'), ('published', 'Published'), ('granted', 'Access given'), ('revoked', 'Access ended'), ('approve', 'Approved'), ('open-registration', 'Registration opened'), ('lock-agenda', 'Agenda locked'), ('unlock-agenda', 'Agenda unlocked'), ('start', 'Started'), ('wrap-up', 'Wrap-up started'), ('archive', 'Archived'), ('cancel', 'Canceled'), ('go-virtual', 'Changed to virtual')], max_length=20)),
                ('about', models.CharField(blank=True, help_text='What or whom it is about.', max_length=120)),
                ('on', models.DateField()),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='summits.summit')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='summit',
            index=models.Index(fields=['status', 'starts_on'], name='summits_by_state'),
        ),
        migrations.AddConstraint(
            model_name='summit',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_summit_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='summit',
            constraint=models.CheckConstraint(condition=models.Q(('origin', 'imported'), models.Q(('ends_on__isnull', False), ('is_month_only', False)), _connector='OR'), name='a_summit_of_the_portal_has_its_days'),
        ),
        migrations.AddConstraint(
            model_name='summit',
            constraint=models.CheckConstraint(condition=models.Q(('is_month_only', False), ('ends_on', None), _connector='OR'), name='a_month_alone_has_no_last_day'),
        ),
        migrations.AddConstraint(
            model_name='summit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'imported'), _negated=True), models.Q(('made_by', None), ('status__in', ('archived', 'canceled'))), _connector='OR'), name='an_imported_summit_is_over_and_names_no_person'),
        ),
        migrations.AddConstraint(
            model_name='summit',
            constraint=models.CheckConstraint(condition=models.Q(('is_agenda_public', False), ('is_published', True), _connector='OR'), name='a_public_agenda_is_of_a_published_summit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_summitevent" ("city", "ends_on", "format", "id", "is_agenda_public", "is_demo", "is_month_only", "is_published", "made_at", "made_by_id", "name", "note", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "starts_on", "state", "status", "theme", "time_zone", "venue", "version") VALUES (NEW."city", NEW."ends_on", NEW."format", NEW."id", NEW."is_agenda_public", NEW."is_demo", NEW."is_month_only", NEW."is_published", NEW."made_at", NEW."made_by_id", NEW."name", NEW."note", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."slug", NEW."source", NEW."starts_on", NEW."state", NEW."status", NEW."theme", NEW."time_zone", NEW."venue", NEW."version"); RETURN NULL;', hash='cc4805ed7187980e66ef7cea990231c2d28902a9', operation='INSERT', pgid='pgtrigger_insert_insert_e7ceb', table='summits_summit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_summitevent" ("city", "ends_on", "format", "id", "is_agenda_public", "is_demo", "is_month_only", "is_published", "made_at", "made_by_id", "name", "note", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "starts_on", "state", "status", "theme", "time_zone", "venue", "version") VALUES (NEW."city", NEW."ends_on", NEW."format", NEW."id", NEW."is_agenda_public", NEW."is_demo", NEW."is_month_only", NEW."is_published", NEW."made_at", NEW."made_by_id", NEW."name", NEW."note", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."slug", NEW."source", NEW."starts_on", NEW."state", NEW."status", NEW."theme", NEW."time_zone", NEW."venue", NEW."version"); RETURN NULL;', hash='cdcec8dda08b3e9f6167b26f3cec16f0c10626c9', operation='UPDATE', pgid='pgtrigger_update_update_09f76', table='summits_summit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7ac62795b13963af20fea4ea9d159a385a6c274e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7490a', table='summits_grantevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(fields=['person', 'summit'], name='grants_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='a_grant_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('summit_id'), '='), (models.F('person_id'), '='), (models.F('role'), '='), (summits.models.grants.Moments('starts_at', 'ends_at'), '&&')], name='a_person_has_a_role_at_a_summit_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_grantevent" ("ends_at", "given_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_at", "summit_id") VALUES (NEW."ends_at", NEW."given_by_id", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."starts_at", NEW."summit_id"); RETURN NULL;', hash='f4f013b1e3a970df65ae8ae2545cbb7cb8e6d81e', operation='INSERT', pgid='pgtrigger_insert_insert_c8c01', table='summits_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_grantevent" ("ends_at", "given_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_at", "summit_id") VALUES (NEW."ends_at", NEW."given_by_id", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."starts_at", NEW."summit_id"); RETURN NULL;', hash='213a78d9f489b66c76d75931374af1ee9e64434b', operation='UPDATE', pgid='pgtrigger_update_update_2150a', table='summits_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7203a68874f4af92b2ef5d8e795b6bd803241c43', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_439ac', table='summits_gateevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='gate',
            index=models.Index(fields=['due_on'], name='gates_by_due_day'),
        ),
        migrations.AddConstraint(
            model_name='gate',
            constraint=models.UniqueConstraint(fields=('summit', 'kind'), name='a_summit_has_one_gate_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='gate',
            constraint=models.CheckConstraint(condition=models.Q(('filed_on', None), ('done_on', None), ('done_on__gte', models.F('filed_on')), _connector='OR'), name='a_gate_is_filed_before_it_is_passed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_gateevent" ("done_on", "due_on", "filed_on", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summit_id") VALUES (NEW."done_on", NEW."due_on", NEW."filed_on", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."summit_id"); RETURN NULL;', hash='0bfff9ad8c57e0660353403cfc2b4e0ac6aff5c0', operation='INSERT', pgid='pgtrigger_insert_insert_8ba05', table='summits_gate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_gateevent" ("done_on", "due_on", "filed_on", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summit_id") VALUES (NEW."done_on", NEW."due_on", NEW."filed_on", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."summit_id"); RETURN NULL;', hash='71dd0b6e22ddee233f4dc2bafd30854b512dfa6b', operation='UPDATE', pgid='pgtrigger_update_update_9ed2d', table='summits_gate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d4132616046f1496394751374c0e80344be4653d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4ec26', table='summits_summitevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='summitstep',
            index=models.Index(fields=['summit', 'made_at'], name='steps_of_a_summit'),
        ),
        LoadFunctions("app_organized_summits"),
        EnableRowSecurity(
            "summits_summit",
            read=f"is_published OR {PERSON}",
            write=organizes("id"),
            insert=MANAGER,
        ),
        EnableRowSecurity("summits_summitevent", read=MANAGER),
        EnableRowSecurity("summits_gate", read=PERSON, write=organizes("summit_id")),
        EnableRowSecurity("summits_gateevent", read=MANAGER),
        EnableRowSecurity(
            "summits_grant",
            read=f"person_id = (SELECT app_user()) OR {MANAGER}",
            write=MANAGER,
            definer_reads=True,
        ),
        EnableRowSecurity("summits_grantevent", read=MANAGER),
        EnableRowSecurity(
            "summits_summitstep", read=PERSON, write="false", insert=organizes("summit_id")
        ),
    ]
