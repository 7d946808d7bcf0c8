"""Keep registrations, needs, and places behind row security; a seat is of its own summit."""

import django.db.models.deletion
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import summits.models.registrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity

JOB = "(SELECT app_is_job())"
PERSON = f"(SELECT app_user()) IS NOT NULL OR {JOB}"
MANAGER = f"(SELECT app_staff_role()) = 'program-manager' OR {JOB}"
ORGANIZED = "summit_id = ANY ((SELECT app_organized_summits())::uuid[])"
OWN = "person_id = (SELECT app_user())"
# A row without a site is none of any site: only the person, the organizers, and managers read it.
REGISTRATION = f"{SITE} OR {OWN} OR {ORGANIZED} OR {MANAGER}"
# Needs are read by the person and the organizers; a site's people and managers are neither.
NEEDS = f"{OWN} OR {ORGANIZED} OR {JOB}"


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0016_index_the_history_of_teams'),
        ('summits', '0002_build_an_agenda'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlacesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('places', models.PositiveIntegerField()),
                ('taken', models.PositiveIntegerField(default=0)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('delegate', 'Delegate'), ('alumni', 'Alumni'), ('guest', 'Guest of a site'), ('federal', 'Federal law enforcement'), ('provider', 'TTA provider'), ('staff', 'DOJ staff'), ('speaker', 'Speaker')], max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254)),
                ('state', models.CharField(choices=[('nominated', 'Nominated'), ('invited', 'Invited'), ('confirmed', 'Confirmed'), ('wait-listed', 'On the wait-list'), ('declined', 'Declined'), ('canceled', 'Canceled'), ('substituted', 'Replaced')], default='nominated', max_length=12)),
                ('attendance', models.CharField(choices=[('in-person', 'In person'), ('virtual', 'Virtually')], default='in-person', max_length=10)),
                ('has_place', models.BooleanField(default=False)),
                ('wait_number', models.PositiveIntegerField(blank=True, null=True)),
                ('check_in_code', models.CharField(default=summits.models.registrations.new_code, editable=False, max_length=32, unique=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RegistrationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('delegate', 'Delegate'), ('alumni', 'Alumni'), ('guest', 'Guest of a site'), ('federal', 'Federal law enforcement'), ('provider', 'TTA provider'), ('staff', 'DOJ staff'), ('speaker', 'Speaker')], max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254)),
                ('state', models.CharField(choices=[('nominated', 'Nominated'), ('invited', 'Invited'), ('confirmed', 'Confirmed'), ('wait-listed', 'On the wait-list'), ('declined', 'Declined'), ('canceled', 'Canceled'), ('substituted', 'Replaced')], default='nominated', max_length=12)),
                ('attendance', models.CharField(choices=[('in-person', 'In person'), ('virtual', 'Virtually')], default='in-person', max_length=10)),
                ('has_place', models.BooleanField(default=False)),
                ('wait_number', models.PositiveIntegerField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SeatRule',
            fields=[
                ('slug', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=80)),
                ('order', models.PositiveSmallIntegerField()),
                ('source', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['order', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='DelegationSeat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=40)),
                ('title', models.CharField(max_length=80)),
                ('order', models.PositiveSmallIntegerField()),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegation_seats', to='summits.summit')),
            ],
            options={
                'ordering': ['order', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Needs',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('access', models.CharField(blank=True, max_length=500)),
                ('diet', models.CharField(blank=True, max_length=500)),
                ('saved_at', models.DateTimeField()),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.summit')),
            ],
            options={
                'verbose_name_plural': 'needs',
            },
        ),
        migrations.CreateModel(
            name='Places',
            fields=[
                ('summit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='places', serialize=False, to='summits.summit')),
                ('places', models.PositiveIntegerField()),
                ('taken', models.PositiveIntegerField(default=0)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name_plural': 'places',
                'constraints': [models.CheckConstraint(condition=models.Q(('taken__lte', models.F('places'))), name='no_more_places_are_taken_than_there_are')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='places',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_placesevent" ("last_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "summit_id", "taken", "version") VALUES (NEW."last_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."summit_id", NEW."places", NEW."summit_id", NEW."taken", NEW."version"); RETURN NULL;', hash='04324ba8ef45d84c89ef4ae34124748a955a8551', operation='INSERT', pgid='pgtrigger_insert_insert_ad358', table='summits_places', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='places',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "summits_placesevent" ("last_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "summit_id", "taken", "version") VALUES (NEW."last_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."summit_id", NEW."places", NEW."summit_id", NEW."taken", NEW."version"); RETURN NULL;', hash='3f4561b422aca571f2f79c651a7dc6b6983ccb69', operation='UPDATE', pgid='pgtrigger_update_update_0ca33', table='summits_places', when='AFTER')),
        ),
        migrations.AddField(
            model_name='placesevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.places'),
        ),
        migrations.AddField(
            model_name='placesevent',
            name='summit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='summits.summit'),
        ),
        migrations.AddField(
            model_name='registration',
            name='nominated_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='registration',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='registration',
            name='seat',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.delegationseat'),
        ),
        migrations.AddField(
            model_name='registration',
            name='site',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='registration',
            name='summit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='summits.summit'),
        ),
        migrations.AddField(
            model_name='needs',
            name='registration',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='summits.registration'),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='nominated_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='summits.registration'),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='seat',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.delegationseat'),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='site',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='summit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='summits.summit'),
        ),
        migrations.AddConstraint(
            model_name='delegationseat',
            constraint=models.UniqueConstraint(fields=('summit', 'slug'), name='a_summit_has_a_seat_of_a_delegation_once'),
        ),
        migrations.AddConstraint(
            model_name='delegationseat',
            constraint=models.UniqueConstraint(fields=('summit', 'id'), name='delegation_seat_is_known_by_its_summit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placesevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d04d3108ce4aca44fd0e08172fdf5683aa34564', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7bc1f', table='summits_placesevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['site', 'summit'], name='registrations_of_a_site'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['person', 'summit'], name='registrations_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['summit', 'state'], name='registrations_of_a_summit'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='registration_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('nominated', 'invited', 'confirmed', 'wait-listed'))), fields=('summit', 'site', 'email'), name='a_person_is_registered_once_for_a_site', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('nominated', 'invited', 'confirmed', 'wait-listed'))), fields=('site', 'seat'), name='a_seat_of_a_delegation_has_one_person'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'substituted'), _negated=True), fields=('summit', 'wait_number'), name='a_wait_list_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('delegate', 'alumni', 'guest')), ('site__isnull', False)), models.Q(models.Q(('kind__in', ('delegate', 'alumni', 'guest')), _negated=True), ('site', None)), _connector='OR'), name='a_registration_has_a_site_as_its_kind_says'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('seat', None), ('kind', 'delegate'), _connector='OR'), name='only_a_delegate_has_a_seat_of_a_delegation'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'wait-listed'), _negated=True), models.Q(('has_place', False), ('wait_number__isnull', False)), _connector='OR'), name='whoever_waits_has_a_number_and_no_place'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('nominated', 'invited', 'confirmed', 'wait-listed')), ('has_place', False), _connector='OR'), name='whoever_left_holds_no_place'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "summits_registrationevent" ("answered_at", "attendance", "email", "has_place", "id", "kind", "made_at", "name", "nominated_by_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seat_id", "site_id", "state", "summit_id", "version", "wait_number") VALUES (NEW."answered_at", NEW."attendance", NEW."email", NEW."has_place", NEW."id", NEW."kind", NEW."made_at", NEW."name", NEW."nominated_by_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."seat_id", NEW."site_id", NEW."state", NEW."summit_id", NEW."version", NEW."wait_number"); RETURN NULL;', hash='69a8e064df296df791e7476385f2486c5155b685', operation='INSERT', pgid='pgtrigger_insert_insert_f895e', table='summits_registration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."attendance" IS DISTINCT FROM (NEW."attendance") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."has_place" IS DISTINCT FROM (NEW."has_place") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nominated_by_id" IS DISTINCT FROM (NEW."nominated_by_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."seat_id" IS DISTINCT FROM (NEW."seat_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."summit_id" IS DISTINCT FROM (NEW."summit_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."wait_number" IS DISTINCT FROM (NEW."wait_number"))', func='INSERT INTO "summits_registrationevent" ("answered_at", "attendance", "email", "has_place", "id", "kind", "made_at", "name", "nominated_by_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seat_id", "site_id", "state", "summit_id", "version", "wait_number") VALUES (NEW."answered_at", NEW."attendance", NEW."email", NEW."has_place", NEW."id", NEW."kind", NEW."made_at", NEW."name", NEW."nominated_by_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."seat_id", NEW."site_id", NEW."state", NEW."summit_id", NEW."version", NEW."wait_number"); RETURN NULL;', hash='6148708ae71d240da4c709b676aa27d9accd36c4', operation='UPDATE', pgid='pgtrigger_update_update_f6a8d', table='summits_registration', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='needs',
            constraint=foundation.tenancy.constraints.SameSite(field='registration', name='needs_are_of_their_registrations_site'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registrationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='012a27d2d6f33126acf7a8a9975d57e18bd3dc4d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e01c4', table='summits_registrationevent', when='BEFORE')),
        ),
        migrations.AlterField(
            model_name='summitstep',
            name='step',
            field=models.CharField(choices=[('planned', 'Planned'), ('changed', 'Details changed'), ('filed', 'Filed for approval'), ('passed', 'Approval recorded'), ('redated', 'Given a new due date'), ('published', 'Published'), ('granted', 'Access given'), ('revoked', 'Access ended'), ('approve', 'Approved'), ('open-registration', 'Registration opened'), ('lock-agenda', 'Agenda locked'), ('unlock-agenda', 'Agenda unlocked'), ('start', 'Started'), ('wrap-up', 'Wrap-up started'), ('archive', 'Archived'), ('cancel', 'Canceled'), ('places', 'Number of places set'), ('go-virtual', 'Changed to virtual')], max_length=20),
        ),
        migrations.RunSQL(
            "ALTER TABLE summits_registration ADD CONSTRAINT registration_has_a_seat_of_its_summit"
            " FOREIGN KEY (summit_id, seat_id) REFERENCES summits_delegationseat (summit_id, id)",
            "ALTER TABLE summits_registration DROP CONSTRAINT registration_has_a_seat_of_its_summit",
        ),
        EnableRowSecurity("summits_places", read=PERSON, write=JOB),
        EnableRowSecurity("summits_placesevent", read=MANAGER),
        EnableRowSecurity("summits_delegationseat", read=PERSON, write=JOB),
        EnableRowSecurity(
            "summits_registration",
            read=REGISTRATION,
            insert=f"{SITE} OR {ORGANIZED} OR {MANAGER}",
        ),
        EnableRowSecurity("summits_registrationevent", read=REGISTRATION),
        EnableRowSecurity("summits_needs", read=NEEDS),
    ]
