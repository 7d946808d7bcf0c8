"""Keep how an update's review stands, its visit's agenda and findings, and the members who took part.

Updates that were there keep an empty review: they were submitted before reviews existed and need none, so that
nobody is asked to review years of them on the day of the upgrade.
"""

import django.db.models.deletion
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity, LoadFunctions

# The inner look-up applies the update's own policy, so its participants are never visible without it.
OF_VISIBLE = (
    f"{SITE} AND EXISTS (SELECT 1 FROM liaisons_engagementupdate u WHERE u.id = update_id)"
)
OF_OWN = (
    f"{SITE} AND EXISTS (SELECT 1 FROM liaisons_engagementupdate u"
    f" WHERE u.id = update_id AND (u.author_id = (SELECT app_user()) OR (SELECT app_is_job())))"
)


class Migration(migrations.Migration):

    dependencies = [
        ('liaisons', '0005_find_words_however_typed'),
        ('sites', '0013_leave_notes_for_successors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='UpdateParticipant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='UpdateParticipantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='engagementupdate',
            name='entered_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='engagementupdate',
            name='submitted_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='engagementupdate',
            name='corrected_update',
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='agenda',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='findings',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='review',
            field=models.CharField(blank=True, choices=[('draft', 'Draft'), ('recorded', 'Submitted'), ('submitted', 'Awaiting review'), ('reviewed', 'Reviewed'), ('returned', 'Returned to author')], help_text='Empty for a draft, and for updates older than reviews: those need none.', max_length=10),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='review_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='review_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='reviewed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='reviewed_version',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='agenda',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='findings',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='review',
            field=models.CharField(blank=True, choices=[('draft', 'Draft'), ('recorded', 'Submitted'), ('submitted', 'Awaiting review'), ('reviewed', 'Reviewed'), ('returned', 'Returned to author')], help_text='Empty for a draft, and for updates older than reviews: those need none.', max_length=10),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='review_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='review_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='reviewed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='reviewed_version',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='engagementupdate',
            index=models.Index(condition=models.Q(('review', 'submitted')), fields=['review_asked_at', 'id'], name='updates_awaiting_review'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='update_is_reviewed_step_by_step', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."review", \':\', NEW."review") = ANY(\'{:submitted,submitted:reviewed,submitted:returned,returned:submitted}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."review" IS DISTINCT FROM NEW."review") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "review" from "%" to "%" on table %\', OLD."review", NEW."review", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='1d3feeec41626cc7735032c25e90c69898a84458', operation='UPDATE', pgid='pgtrigger_update_is_reviewed_step_by_step_e525d', table='liaisons_engagementupdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='entered_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'submitted\')', func='INSERT INTO "liaisons_engagementupdateevent" ("agenda", "author_id", "created_at", "edited_in", "findings", "id", "kind", "next_contact_on", "occurred_on", "outcome", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review", "review_asked_at", "review_reason", "reviewed_at", "reviewed_by_id", "reviewed_version", "risk", "saved_at", "site_id", "state", "submitted_at", "summary", "version") VALUES (NEW."agenda", NEW."author_id", NEW."created_at", NEW."edited_in", NEW."findings", NEW."id", NEW."kind", NEW."next_contact_on", NEW."occurred_on", NEW."outcome", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'entered\', NEW."id", NEW."review", NEW."review_asked_at", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."reviewed_version", NEW."risk", NEW."saved_at", NEW."site_id", NEW."state", NEW."submitted_at", NEW."summary", NEW."version"); RETURN NULL;', hash='2fdc6a330ddbaefb923127d1b3b8465cbc5129ef', operation='INSERT', pgid='pgtrigger_entered_insert_ac6c5', table='liaisons_engagementupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='submitted_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'submitted\' AND OLD."state" = \'draft\')', func='INSERT INTO "liaisons_engagementupdateevent" ("agenda", "author_id", "created_at", "edited_in", "findings", "id", "kind", "next_contact_on", "occurred_on", "outcome", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review", "review_asked_at", "review_reason", "reviewed_at", "reviewed_by_id", "reviewed_version", "risk", "saved_at", "site_id", "state", "submitted_at", "summary", "version") VALUES (NEW."agenda", NEW."author_id", NEW."created_at", NEW."edited_in", NEW."findings", NEW."id", NEW."kind", NEW."next_contact_on", NEW."occurred_on", NEW."outcome", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'submitted\', NEW."id", NEW."review", NEW."review_asked_at", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."reviewed_version", NEW."risk", NEW."saved_at", NEW."site_id", NEW."state", NEW."submitted_at", NEW."summary", NEW."version"); RETURN NULL;', hash='28c487317b6a27d62b7799a6d7ae11f7f806766b', operation='UPDATE', pgid='pgtrigger_submitted_update_43db2', table='liaisons_engagementupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='corrected_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'submitted\' AND OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "liaisons_engagementupdateevent" ("agenda", "author_id", "created_at", "edited_in", "findings", "id", "kind", "next_contact_on", "occurred_on", "outcome", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review", "review_asked_at", "review_reason", "reviewed_at", "reviewed_by_id", "reviewed_version", "risk", "saved_at", "site_id", "state", "submitted_at", "summary", "version") VALUES (NEW."agenda", NEW."author_id", NEW."created_at", NEW."edited_in", NEW."findings", NEW."id", NEW."kind", NEW."next_contact_on", NEW."occurred_on", NEW."outcome", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'corrected\', NEW."id", NEW."review", NEW."review_asked_at", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."reviewed_version", NEW."risk", NEW."saved_at", NEW."site_id", NEW."state", NEW."submitted_at", NEW."summary", NEW."version"); RETURN NULL;', hash='f7c407a3fe9a6553b14aad1dcbf66f0fd50ed84d', operation='UPDATE', pgid='pgtrigger_corrected_update_a7289', table='liaisons_engagementupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='reviewed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."review" IS DISTINCT FROM (NEW."review") AND OLD."state" = \'submitted\')', func='INSERT INTO "liaisons_engagementupdateevent" ("agenda", "author_id", "created_at", "edited_in", "findings", "id", "kind", "next_contact_on", "occurred_on", "outcome", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review", "review_asked_at", "review_reason", "reviewed_at", "reviewed_by_id", "reviewed_version", "risk", "saved_at", "site_id", "state", "submitted_at", "summary", "version") VALUES (NEW."agenda", NEW."author_id", NEW."created_at", NEW."edited_in", NEW."findings", NEW."id", NEW."kind", NEW."next_contact_on", NEW."occurred_on", NEW."outcome", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'reviewed\', NEW."id", NEW."review", NEW."review_asked_at", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."reviewed_version", NEW."risk", NEW."saved_at", NEW."site_id", NEW."state", NEW."submitted_at", NEW."summary", NEW."version"); RETURN NULL;', hash='eb7ebee004b995163fe33bea1c3b022d67746d79', operation='UPDATE', pgid='pgtrigger_reviewed_update_c87c4', table='liaisons_engagementupdate', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='engagementupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review', ''), ('review_asked_at__isnull', True)), models.Q(('review_asked_at__isnull', False), ('state', 'submitted'), ('review__in', ['submitted', 'reviewed', 'returned'])), _connector='OR'), name='update_review_fits_its_state'),
        ),
        migrations.AddConstraint(
            model_name='engagementupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review__in', ['reviewed', 'returned']), _negated=True), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False), ('reviewed_version__gt', 0), models.Q(('reviewed_by', models.F('author')), _negated=True)), _connector='OR'), name='update_is_reviewed_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='engagementupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review', 'returned'), _negated=True), models.Q(('review_reason', ''), _negated=True), _connector='OR'), name='returned_update_says_why'),
        ),
        migrations.AddField(
            model_name='updateparticipant',
            name='membership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.membership'),
        ),
        migrations.AddField(
            model_name='updateparticipant',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='updateparticipant',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participant_links', to='liaisons.engagementupdate'),
        ),
        migrations.AddField(
            model_name='updateparticipantevent',
            name='membership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.membership'),
        ),
        migrations.AddField(
            model_name='updateparticipantevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='liaisons.updateparticipant'),
        ),
        migrations.AddField(
            model_name='updateparticipantevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='updateparticipantevent',
            name='update',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='liaisons.engagementupdate'),
        ),
        migrations.AddConstraint(
            model_name='updateparticipant',
            constraint=foundation.tenancy.constraints.SameSite(field='update', name='participant_is_of_its_updates_site'),
        ),
        migrations.AddConstraint(
            model_name='updateparticipant',
            constraint=foundation.tenancy.constraints.SameSite(field='membership', name='participant_is_of_its_memberships_site'),
        ),
        migrations.AddConstraint(
            model_name='updateparticipant',
            constraint=models.UniqueConstraint(fields=('site', 'update', 'membership'), name='a_member_takes_part_once_an_update'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updateparticipant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "liaisons_updateparticipantevent" ("id", "membership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "update_id") VALUES (NEW."id", NEW."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."site_id", NEW."update_id"); RETURN NULL;', hash='d4087ab8c19826b46028b98b38c48da13c864691', operation='INSERT', pgid='pgtrigger_insert_insert_18a04', table='liaisons_updateparticipant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updateparticipant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "liaisons_updateparticipantevent" ("id", "membership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "update_id") VALUES (OLD."id", OLD."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."site_id", OLD."update_id"); RETURN NULL;', hash='faeff4e13476d21d98819f1442e293e69f153f6d', operation='DELETE', pgid='pgtrigger_delete_delete_1ccc3', table='liaisons_updateparticipant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updateparticipantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f7bdea30d3067d76827ec17df6ff12fdbf6cb256', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bad65', table='liaisons_updateparticipantevent', when='BEFORE')),
        ),
        EnableRowSecurity("liaisons_updateparticipant", read=OF_VISIBLE, write=OF_OWN),
        EnableRowSecurity(
            "liaisons_updateparticipantevent", read=OF_VISIBLE, insert=OF_OWN, write="false"
        ),
        # Reviews are written for reviewers by a job of their own, as only authors write updates.
        LoadFunctions("app_is_job", backwards="SELECT 1"),
    ]
