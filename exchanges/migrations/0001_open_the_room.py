"""Keep exchanges, which two sites share, and each site's own notes behind row security from the start."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity, LoadFunctions

SITES = "((SELECT app_sites())::bigint[])"
JOB = "(SELECT app_is_job())"
PERSON = f"(SELECT app_user()) IS NOT NULL OR {JOB}"
STAFF = f"(SELECT app_staff_role()) IN ('program-manager', 'tta-coordinator') OR {JOB}"
# The people of the two sites, and staff, whose sites are all.
SHARED = f"visitor_id = ANY {SITES} OR host_id = ANY {SITES}"
# The inner look-up applies the policy of the exchange.
OF_SHARED = "exchange_id IN (SELECT e.id FROM exchanges_peerexchange e)"
OF_ITS_SITE = (
    f"{SITE} AND EXISTS (SELECT FROM exchanges_peerexchange e WHERE e.id = exchange_id"
    " AND site_id IN (e.visitor_id, e.host_id))"
)
# A commitment is its site's; one that comes from an exchange is also read by the other site in it.
CHILD = (
    f"({SITE} OR request_id = ANY ((SELECT app_worked_requests())::uuid[]))"
    " AND request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
)
OF_EXCHANGE = (
    f"{SITE} OR origin_kind IN ('exchange-visitor', 'exchange-host')"
    " AND origin_id IN (SELECT e.id FROM exchanges_peerexchange e)"
)


def commitments_read(alone):
    """Return the statement that says who reads commitments without a request."""
    return (
        "ALTER POLICY app_read ON tta_requests_commitment"
        f" USING (CASE WHEN request_id IS NULL THEN {alone} ELSE {CHILD} END)"
    )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0018_give_every_site_a_web_address'),
        ('engagements', '0015_keep_history_with_its_commitment'),
        ('tta_requests', '0039_name_session_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('title', models.CharField(max_length=160)),
                ('led_by', models.CharField(blank=True, help_text='Who leads it.', max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('visitor', 'Visiting site'), ('host', 'Host site')], max_length=7)),
                ('name', models.CharField(max_length=120)),
                ('position', models.CharField(blank=True, max_length=160)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HostingLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visits', models.PositiveSmallIntegerField(default=3, help_text="A host that has this many needs DOJ staff's reason for another.", verbose_name='visits in 12 months')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_hosting_limit'), models.CheckConstraint(condition=models.Q(('visits__gt', 0)), name='a_host_takes_one_visit')],
            },
        ),
        migrations.CreateModel(
            name='PeerExchange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=140)),
                ('goals', models.TextField()),
                ('outcomes', models.TextField(help_text='What the visiting site expects to come of it.')),
                ('place', models.CharField(blank=True, max_length=160)),
                ('status', models.CharField(choices=[('asked', 'Waiting for the host'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('planned', 'Planned'), ('held', 'Report due'), ('follow-up', 'Follow-up'), ('closed', 'Closed'), ('canceled', 'Canceled')], default='asked', max_length=10)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('over_limit_reason', models.CharField(blank=True, max_length=300)),
                ('learned', models.TextField(blank=True)),
                ('will_change', models.TextField(blank=True)),
                ('reported_for', models.CharField(blank=True, choices=[('visitor', 'Visiting site'), ('host', 'Host site')], max_length=7)),
                ('reported_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('allowed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('core_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('reported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ParticipantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('side', models.CharField(choices=[('visitor', 'Visiting site'), ('host', 'Host site')], max_length=7)),
                ('name', models.CharField(max_length=120)),
                ('position', models.CharField(blank=True, max_length=160)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchanges.participant')),
                ('exchange', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchanges.peerexchange')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='participant',
            name='exchange',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='exchanges.peerexchange'),
        ),
        migrations.CreateModel(
            name='ExchangeStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('ask', 'Asked for'), ('allow', "Allowed over the host's limit"), ('set-dates', 'Dates set'), ('report', 'Report written'), ('accept', 'Accepted by the host'), ('decline', 'Declined by the host'), ('plan', 'Planned'), ('mark-held', 'Held'), ('agree', 'Report agreed by both sites'), ('close', 'Closed'), ('cancel', 'Canceled')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='exchanges.peerexchange')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('title', models.CharField(max_length=160)),
                ('led_by', models.CharField(blank=True, help_text='Who leads it.', max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchanges.agendaitem')),
                ('exchange', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchanges.peerexchange')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='exchange',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='exchanges.peerexchange'),
        ),
        migrations.CreateModel(
            name='PeerExchangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('title', models.CharField(max_length=140)),
                ('goals', models.TextField()),
                ('outcomes', models.TextField(help_text='What the visiting site expects to come of it.')),
                ('place', models.CharField(blank=True, max_length=160)),
                ('status', models.CharField(choices=[('asked', 'Waiting for the host'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('planned', 'Planned'), ('held', 'Report due'), ('follow-up', 'Follow-up'), ('closed', 'Closed'), ('canceled', 'Canceled')], default='asked', max_length=10)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('over_limit_reason', models.CharField(blank=True, max_length=300)),
                ('learned', models.TextField(blank=True)),
                ('will_change', models.TextField(blank=True)),
                ('reported_for', models.CharField(blank=True, choices=[('visitor', 'Visiting site'), ('host', 'Host site')], max_length=7)),
                ('reported_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('allowed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('core_area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.corearea')),
                ('host', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchanges.peerexchange')),
                ('reported_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('visitor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportedExchange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('day_is_known', models.BooleanField(default=False)),
                ('topic', models.CharField(blank=True, max_length=160)),
                ('planned', models.CharField(blank=True, max_length=240)),
                ('source', models.TextField()),
                ('source_as_of', models.DateField()),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
        ),
        migrations.CreateModel(
            name='SiteNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchanges.peerexchange')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SiteNoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('author', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('exchange', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchanges.peerexchange')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchanges.sitenote')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='peerexchange',
            index=models.Index(fields=['visitor', '-asked_at'], name='exchanges_by_visitor'),
        ),
        migrations.AddIndex(
            model_name='peerexchange',
            index=models.Index(fields=['host', '-asked_at'], name='exchanges_by_host'),
        ),
        migrations.AddConstraint(
            model_name='peerexchange',
            constraint=models.CheckConstraint(condition=models.Q(('visitor', models.F('host')), _negated=True), name='an_exchange_is_between_two_sites'),
        ),
        migrations.AddConstraint(
            model_name='peerexchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_on', None), ('starts_on', None)), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='an_exchange_ends_on_or_after_its_first_day'),
        ),
        migrations.AddConstraint(
            model_name='peerexchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('allowed_by', None), ('over_limit_reason', '')), models.Q(models.Q(('over_limit_reason', ''), _negated=True), ('allowed_by__isnull', False)), _connector='OR'), name='an_exchange_over_the_limit_says_who_allowed_it'),
        ),
        migrations.AddConstraint(
            model_name='peerexchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('learned', ''), ('reported_by', None), ('reported_for', ''), ('will_change', '')), models.Q(models.Q(('reported_for', ''), _negated=True), ('reported_at__isnull', False), ('reported_by__isnull', False)), _connector='OR'), name='an_exchange_report_says_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='peerexchange',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', False), models.Q(('status__in', ['planned', 'held', 'follow-up', 'closed']), _negated=True), _connector='OR'), name='an_exchange_is_planned_for_days'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='peerexchange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_peerexchangeevent" ("allowed_by_id", "asked_at", "asked_by_id", "core_area_id", "ends_on", "goals", "host_id", "id", "learned", "outcomes", "over_limit_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reported_at", "reported_by_id", "reported_for", "starts_on", "status", "title", "version", "visitor_id", "will_change") VALUES (NEW."allowed_by_id", NEW."asked_at", NEW."asked_by_id", NEW."core_area_id", NEW."ends_on", NEW."goals", NEW."host_id", NEW."id", NEW."learned", NEW."outcomes", NEW."over_limit_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."reported_at", NEW."reported_by_id", NEW."reported_for", NEW."starts_on", NEW."status", NEW."title", NEW."version", NEW."visitor_id", NEW."will_change"); RETURN NULL;', hash='23b24de6c3bec58555c130891c9579a69fc16040', operation='INSERT', pgid='pgtrigger_insert_insert_32fc5', table='exchanges_peerexchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='peerexchange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchanges_peerexchangeevent" ("allowed_by_id", "asked_at", "asked_by_id", "core_area_id", "ends_on", "goals", "host_id", "id", "learned", "outcomes", "over_limit_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reported_at", "reported_by_id", "reported_for", "starts_on", "status", "title", "version", "visitor_id", "will_change") VALUES (NEW."allowed_by_id", NEW."asked_at", NEW."asked_by_id", NEW."core_area_id", NEW."ends_on", NEW."goals", NEW."host_id", NEW."id", NEW."learned", NEW."outcomes", NEW."over_limit_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."reported_at", NEW."reported_by_id", NEW."reported_for", NEW."starts_on", NEW."status", NEW."title", NEW."version", NEW."visitor_id", NEW."will_change"); RETURN NULL;', hash='23ab553d34d4210efdc5233f1c5bdfb38dff60ec', operation='UPDATE', pgid='pgtrigger_update_update_7a145', table='exchanges_peerexchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c43a1abb28eb777103240f8f7b92a208ed47fc50', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d9636', table='exchanges_participantevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.UniqueConstraint(fields=('exchange', 'side', 'name'), name='a_person_takes_part_for_a_site_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_participantevent" ("exchange_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "side") VALUES (NEW."exchange_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."side"); RETURN NULL;', hash='a2ec2446e9201804a6b33e9680befb216e3d3f1b', operation='INSERT', pgid='pgtrigger_insert_insert_0633d', table='exchanges_participant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchanges_participantevent" ("exchange_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "side") VALUES (NEW."exchange_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."side"); RETURN NULL;', hash='6d23ad8bc81fc089394e61598b8db71d07b1bd4c', operation='UPDATE', pgid='pgtrigger_update_update_c0b80', table='exchanges_participant', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='exchangestep',
            index=models.Index(fields=['exchange', '-made_at'], name='steps_of_an_exchange'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitemevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e149dc1368865f4a5bc149e961ab803a56d4b95b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1489c', table='exchanges_agendaitemevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='agendaitem',
            index=models.Index(fields=['exchange', 'starts_at'], name='items_of_an_exchange'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='an_agenda_item_ends_after_it_starts'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_agendaitemevent" ("ends_at", "exchange_id", "id", "led_by", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "title", "version") VALUES (NEW."ends_at", NEW."exchange_id", NEW."id", NEW."led_by", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."starts_at", NEW."title", NEW."version"); RETURN NULL;', hash='a61875f476f10cb7f7b0e9c2cf01fe45ef3ed43e', operation='INSERT', pgid='pgtrigger_insert_insert_87503', table='exchanges_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchanges_agendaitemevent" ("ends_at", "exchange_id", "id", "led_by", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "title", "version") VALUES (NEW."ends_at", NEW."exchange_id", NEW."id", NEW."led_by", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."starts_at", NEW."title", NEW."version"); RETURN NULL;', hash='19fe7607b9ea88a540684e176390a81f28bc9ee9', operation='UPDATE', pgid='pgtrigger_update_update_ee4cb', table='exchanges_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='peerexchangeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f3b5043974dd8863fbe7ce226a88cda10f6bbd7c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5a53d', table='exchanges_peerexchangeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reportedexchange',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_reported_exchange_names_its_source'),
        ),
        migrations.AddIndex(
            model_name='sitenote',
            index=models.Index(fields=['site', 'exchange', 'made_at'], name='site_notes_of_an_exchange'),
        ),
        migrations.AddConstraint(
            model_name='sitenote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_site_note_says_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitenote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_sitenoteevent" ("author_id", "exchange_id", "id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "text") VALUES (NEW."author_id", NEW."exchange_id", NEW."id", NEW."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."site_id", NEW."text"); RETURN NULL;', hash='ca46048e06687aa1858a5f14926426263ef10046', operation='INSERT', pgid='pgtrigger_insert_insert_02d75', table='exchanges_sitenote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitenote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchanges_sitenoteevent" ("author_id", "exchange_id", "id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "text") VALUES (NEW."author_id", NEW."exchange_id", NEW."id", NEW."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."site_id", NEW."text"); RETURN NULL;', hash='fb3fdb906e8f43a08d2a39b63e67ad599baacf21', operation='UPDATE', pgid='pgtrigger_update_update_0b788', table='exchanges_sitenote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitenoteevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9ab70b26f2755c7c3aec0129702a198255213f84', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f5bbe', table='exchanges_sitenoteevent', when='BEFORE')),
        ),
        migrations.RunSQL(
            "INSERT INTO exchanges_hostinglimit (id, visits) VALUES (1, 3) ON CONFLICT DO NOTHING",
            migrations.RunSQL.noop,
        ),
        LoadFunctions("app_is_job", backwards="SELECT 1"),
        EnableRowSecurity(
            "exchanges_peerexchange", read=SHARED, insert=f"visitor_id = ANY {SITES}"
        ),
        EnableRowSecurity("exchanges_peerexchangeevent", read=STAFF),
        EnableRowSecurity("exchanges_agendaitem", read=OF_SHARED),
        EnableRowSecurity("exchanges_agendaitemevent", read=STAFF),
        EnableRowSecurity("exchanges_participant", read=OF_SHARED),
        EnableRowSecurity("exchanges_participantevent", read=STAFF),
        EnableRowSecurity(
            "exchanges_exchangestep", read=OF_SHARED, write="false", insert=OF_SHARED
        ),
        EnableRowSecurity("exchanges_sitenote", read=SITE, write=OF_ITS_SITE),
        EnableRowSecurity("exchanges_sitenoteevent", read=SITE),
        EnableRowSecurity("exchanges_reportedexchange", read=PERSON, write=JOB),
        migrations.RunSQL(commitments_read(f"({OF_EXCHANGE})"), commitments_read(SITE)),
    ]
