"""Keep each site's coalition with its days and contacts; keep one person's periods in a seat apart."""

import django.db.models.deletion
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity, ReportPeriods


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0013_leave_notes_for_successors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ReportPeriods(
            "sites_membership",
            key=("site_id", "user_id", "role", "seat"),
            period="NULLIF(tstzrange(starts_at, ends_at), 'empty')",
        ),
        migrations.CreateModel(
            name='HandoverNoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('text', models.CharField(max_length=300)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SiteAgencyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('police', 'Police department'), ('sheriff', "Sheriff's office"), ('prosecutor', 'Prosecutor'), ('usao', "U.S. Attorney's Office"), ('tribal', 'Tribal agency'), ('federal', 'Federal agency'), ('victim-services', 'Victim services'), ('community', 'Community organization'), ('other', 'Other partner')], max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('is_lead', models.BooleanField(default=False)),
                ('joined_on', models.DateField(blank=True, help_text="Empty if it isn't known.", null=True)),
                ('left_on', models.DateField(blank=True, help_text='The last day.', null=True)),
                ('uncovered_since', models.DateField(blank=True, help_text='The day since when it has had no contact.', null=True)),
                ('source', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='siteagency',
            options={'ordering': ['-is_lead', 'kind', 'name'], 'verbose_name_plural': 'site agencies'},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='a_person_sits_once_in_a_seat',
        ),
        migrations.RemoveConstraint(
            model_name='siteagency',
            name='an_agency_is_named_once_a_site',
        ),
        migrations.AddField(
            model_name='contact',
            name='verified_by',
            field=models.ForeignKey(blank=True, help_text='Empty if the day came from a spreadsheet.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contactevent',
            name='verified_by',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Empty if the day came from a spreadsheet.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='siteagency',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='sites.contact'),
        ),
        migrations.AddField(
            model_name='siteagency',
            name='joined_on',
            field=models.DateField(blank=True, help_text="Empty if it isn't known.", null=True),
        ),
        migrations.AddField(
            model_name='siteagency',
            name='left_on',
            field=models.DateField(blank=True, help_text='The last day.', null=True),
        ),
        migrations.AddField(
            model_name='siteagency',
            name='uncovered_since',
            field=models.DateField(blank=True, help_text='The day since when it has had no contact.', null=True),
        ),
        migrations.AddField(
            model_name='siteagency',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='siteagency',
            name='kind',
            field=models.CharField(choices=[('police', 'Police department'), ('sheriff', "Sheriff's office"), ('prosecutor', 'Prosecutor'), ('usao', "U.S. Attorney's Office"), ('tribal', 'Tribal agency'), ('federal', 'Federal agency'), ('victim-services', 'Victim services'), ('community', 'Community organization'), ('other', 'Other partner')], max_length=20),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_contactevent" ("email", "id", "imported", "name", "notes", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "since", "site_id", "title", "verified_by_id", "verified_on", "version") VALUES (NEW."email", NEW."id", NEW."imported", NEW."name", NEW."notes", NEW."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."since", NEW."site_id", NEW."title", NEW."verified_by_id", NEW."verified_on", NEW."version"); RETURN NULL;', hash='1ea3935cd3e58dbf8daea947c0d51309cc47e894', operation='INSERT', pgid='pgtrigger_insert_insert_aeafd', table='sites_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sites_contactevent" ("email", "id", "imported", "name", "notes", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "since", "site_id", "title", "verified_by_id", "verified_on", "version") VALUES (NEW."email", NEW."id", NEW."imported", NEW."name", NEW."notes", NEW."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."since", NEW."site_id", NEW."title", NEW."verified_by_id", NEW."verified_on", NEW."version"); RETURN NULL;', hash='ad80090e47c6787064f6657240a968cb3c508086', operation='UPDATE', pgid='pgtrigger_update_update_b03a7', table='sites_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_contactevent" ("email", "id", "imported", "name", "notes", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "since", "site_id", "title", "verified_by_id", "verified_on", "version") VALUES (OLD."email", OLD."id", OLD."imported", OLD."name", OLD."notes", OLD."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."since", OLD."site_id", OLD."title", OLD."verified_by_id", OLD."verified_on", OLD."version"); RETURN NULL;', hash='c3d181fe77e659d2b66bd88aad149d36022b9162', operation='DELETE', pgid='pgtrigger_delete_delete_bedb9', table='sites_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handovernote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_handovernoteevent" ("id", "membership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "text", "written_at", "written_by_id") VALUES (NEW."id", NEW."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."site_id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='8508dda88b1689f7c06114c9f1a301214f237fee', operation='INSERT', pgid='pgtrigger_insert_insert_cae7d', table='sites_handovernote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handovernote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sites_handovernoteevent" ("id", "membership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "text", "written_at", "written_by_id") VALUES (NEW."id", NEW."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."site_id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='b20403cd42577c9c5c1a7f806b139c2a297ef6c2', operation='UPDATE', pgid='pgtrigger_update_update_cc58b', table='sites_handovernote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handovernote',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_handovernoteevent" ("id", "membership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "text", "written_at", "written_by_id") VALUES (OLD."id", OLD."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."site_id", OLD."text", OLD."written_at", OLD."written_by_id"); RETURN NULL;', hash='e0f0b11ec6618c92e1bb7decd213faff539fd5b8', operation='DELETE', pgid='pgtrigger_delete_delete_1684d', table='sites_handovernote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='siteagency',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_siteagencyevent" ("contact_id", "id", "is_lead", "joined_on", "kind", "left_on", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "uncovered_since", "version") VALUES (NEW."contact_id", NEW."id", NEW."is_lead", NEW."joined_on", NEW."kind", NEW."left_on", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."site_id", NEW."source", NEW."uncovered_since", NEW."version"); RETURN NULL;', hash='6fe42225367ab013fe14e2cf027b24a2d2198b4e', operation='INSERT', pgid='pgtrigger_insert_insert_b1e57', table='sites_siteagency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='siteagency',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sites_siteagencyevent" ("contact_id", "id", "is_lead", "joined_on", "kind", "left_on", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "uncovered_since", "version") VALUES (NEW."contact_id", NEW."id", NEW."is_lead", NEW."joined_on", NEW."kind", NEW."left_on", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."site_id", NEW."source", NEW."uncovered_since", NEW."version"); RETURN NULL;', hash='428817e3feb4453c5455735aad422e6b4baf4993', operation='UPDATE', pgid='pgtrigger_update_update_0981e', table='sites_siteagency', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='contact_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=foundation.tenancy.constraints.WithoutOverlaps(column='held', fields=('site', 'user', 'role', 'seat'), name='a_person_sits_once_in_a_seat', period="NULLIF(tstzrange(starts_at, ends_at), 'empty')", type='tstzrange'),
        ),
        migrations.AddConstraint(
            model_name='siteagency',
            constraint=foundation.tenancy.constraints.WithoutOverlaps(column='belongs', fields=('site', 'name'), name='an_agency_is_named_once_a_site', period='daterange(joined_on, left_on + 1)', type='daterange'),
        ),
        migrations.AddConstraint(
            model_name='siteagency',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='an_agency_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='siteagency',
            constraint=models.CheckConstraint(condition=models.Q(('joined_on', None), ('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='an_agency_leaves_after_it_joined'),
        ),
        migrations.AddConstraint(
            model_name='siteagency',
            constraint=models.CheckConstraint(condition=models.Q(('is_lead', False), ('left_on', None), _connector='OR'), name='a_lead_agency_has_not_left'),
        ),
        migrations.AddConstraint(
            model_name='siteagency',
            constraint=foundation.tenancy.constraints.SameSite(field='contact', name='agency_and_contact_share_a_site'),
        ),
        migrations.AddField(
            model_name='handovernoteevent',
            name='membership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.membership'),
        ),
        migrations.AddField(
            model_name='handovernoteevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sites.handovernote'),
        ),
        migrations.AddField(
            model_name='handovernoteevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='handovernoteevent',
            name='written_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='siteagencyevent',
            name='contact',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.contact'),
        ),
        migrations.AddField(
            model_name='siteagencyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sites.siteagency'),
        ),
        migrations.AddField(
            model_name='siteagencyevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handovernoteevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c2dc2ea5b02a5b852f33b5666ed281b37c59b96b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_70f02', table='sites_handovernoteevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='siteagencyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c5031096d59ce4fb29c48b94cd8aa92dcbb36d3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60562', table='sites_siteagencyevent', when='BEFORE')),
        ),
        EnableRowSecurity("sites_siteagencyevent"),
        EnableRowSecurity("sites_handovernoteevent"),
    ]
