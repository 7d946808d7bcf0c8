"""Seats that read federal items wait for a second person: table, policies, and triggers.

People in such a seat keep it. If a point of contact invited them, a Program Manager is asked to
review it.
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

# An approval has the id of its membership or invitation. An open invitation to such a seat waits
# from now on: seven days include five business days.
KEEP_WHAT_IS = """
SELECT set_config('app.actor', 'system:migrate', true);
INSERT INTO sites_seatapproval
  (id, site_id, role, seat, name, email, person_id, proposed_by_id, proposed_as, asked_at, due_at,
   state, decided_as, decided_at, reason)
SELECT m.id, m.site_id, m.role, m.seat, u.name, u.email, u.id, by.id,
       coalesce('user:' || by.id, 'system:migrate'), m.starts_at, m.starts_at,
       CASE WHEN by.id IS NULL THEN 'approved' ELSE 'review' END,
       CASE WHEN by.id IS NULL THEN 'system:migrate' ELSE '' END,
       CASE WHEN by.id IS NULL THEN now() END, ''
  FROM sites_membership m
  JOIN accounts_user u ON u.id = m.user_id
  LEFT JOIN LATERAL (
    SELECT p.id FROM sites_invitation i JOIN accounts_user p ON p.id = i.invited_by_id
     WHERE i.site_id = m.site_id AND i.role = m.role AND i.seat = m.seat AND i.email = u.email
       AND i.accepted_at IS NOT NULL AND p.staff_role NOT IN ('program-manager', 'tta-coordinator')
     ORDER BY i.accepted_at DESC LIMIT 1) by ON true
 WHERE app_needs_approval(m.role, m.seat);
UPDATE sites_membership SET approval_id = id WHERE app_needs_approval(role, seat);
INSERT INTO sites_seatapproval
  (id, site_id, role, seat, name, email, person_id, proposed_by_id, proposed_as, asked_at, due_at,
   state, decided_as, reason)
SELECT i.id, i.site_id, i.role, i.seat, i.name, i.email, u.id, i.invited_by_id,
       coalesce('user:' || i.invited_by_id, 'system:migrate'), now(), now() + interval '7 days',
       'waiting', '', ''
  FROM sites_invitation i LEFT JOIN accounts_user u ON u.email = i.email
 WHERE app_needs_approval(i.role, i.seat)
   AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now();
UPDATE sites_invitation i SET approval_id = a.id
  FROM sites_seatapproval a WHERE a.id = i.id AND a.state = 'waiting';
INSERT INTO outbox_message (kind, key, payload, lane, due_at, created_at, attempts, state, last_error)
SELECT work.kind, work.name || ':' || a.id, jsonb_build_object('approval', a.id), 50,
       CASE WHEN work.kind = 'sites.approval_asked' THEN now() ELSE a.due_at END, now(), 0, 'queued', ''
  FROM sites_seatapproval a
 CROSS JOIN (VALUES ('sites.approval_asked', 'sites.approval-asked'),
                    ('sites.lapse_approval', 'sites.lapse')) AS work (kind, name)
 WHERE a.state = 'waiting';
"""

RULES = """
CREATE TRIGGER an_approval_is_anothers BEFORE INSERT OR UPDATE ON sites_seatapproval
  FOR EACH ROW EXECUTE FUNCTION sites_approval_is_anothers();

CREATE TRIGGER a_seat_has_its_approval BEFORE INSERT OR UPDATE ON sites_membership
  FOR EACH ROW EXECUTE FUNCTION sites_seat_has_its_approval();
"""
NO_RULES = """
DROP TRIGGER a_seat_has_its_approval ON sites_membership;
DROP TRIGGER an_approval_is_anothers ON sites_seatapproval;
"""
# The previous function, from before seats waited for approval.
BEFORE = """
CREATE OR REPLACE FUNCTION app_live_memberships() RETURNS TABLE (site_id bigint, role text, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.site_id, m.role::text, m.seat::text
    FROM public.sites_membership m JOIN public.accounts_user u ON u.id = m.user_id
   WHERE m.user_id = public.app_user() AND u.is_active
     AND m.starts_at <= public.app_now()
     AND (m.ends_at IS NULL OR m.ends_at > public.app_now())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0007_end_memberships_at_an_instant"),
        ("accounts", "0009_ask_for_a_second_approval"),
        # Open invitations are announced to their approvers.
        ("outbox", "0002_vacuum_often"),
    ]

    operations = [
        LoadFunctions("app_needs_approval"),
        migrations.CreateModel(
            name='SeatApproval',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(help_text='The address of the person it is for.', max_length=254)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a second approval'), ('approved', 'Approved'), ('declined', 'Declined'), ('lapsed', 'Lapsed: no decision by the deadline'), ('withdrawn', 'Withdrawn'), ('review', 'In force from before approvals, to be reviewed')], default='waiting', max_length=10)),
                ('proposed_as', models.CharField(help_text='The person or job that asked.', max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('decided_as', models.CharField(blank=True, max_length=60)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('name', models.CharField(max_length=120)),
                ('role', models.CharField(choices=[('executive-leadership', 'Executive Leadership'), ('point-of-contact', 'Point of Contact'), ('strategic-site-liaison', 'Strategic Site Liaison'), ('program-office-champion', 'DOJ Program Office Champion'), ('federal-law-enforcement', 'DOJ Federal Law Enforcement'), ('program-advisor', 'PSP Program Advisor')], max_length=30)),
                ('seat', models.CharField(max_length=20)),
            ],
            options={
                'verbose_name': 'seat to approve',
                'verbose_name_plural': 'seats to approve',
                'ordering': ['-asked_at'],
            },
        ),
        migrations.CreateModel(
            name='SeatApprovalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('email', models.EmailField(help_text='The address of the person it is for.', max_length=254)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a second approval'), ('approved', 'Approved'), ('declined', 'Declined'), ('lapsed', 'Lapsed: no decision by the deadline'), ('withdrawn', 'Withdrawn'), ('review', 'In force from before approvals, to be reviewed')], default='waiting', max_length=10)),
                ('proposed_as', models.CharField(help_text='The person or job that asked.', max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('decided_as', models.CharField(blank=True, max_length=60)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('name', models.CharField(max_length=120)),
                ('role', models.CharField(choices=[('executive-leadership', 'Executive Leadership'), ('point-of-contact', 'Point of Contact'), ('strategic-site-liaison', 'Strategic Site Liaison'), ('program-office-champion', 'DOJ Program Office Champion'), ('federal-law-enforcement', 'DOJ Federal Law Enforcement'), ('program-advisor', 'PSP Program Advisor')], max_length=30)),
                ('seat', models.CharField(max_length=20)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='invitation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='invitation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='membership',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='membership',
            name='update_update',
        ),
        migrations.AddField(
            model_name='seatapproval',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seatapproval',
            name='person',
            field=models.ForeignKey(blank=True, help_text='The account it is for, once there is one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seatapproval',
            name='proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seatapproval',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='approval',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to='sites.seatapproval'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='approval',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.seatapproval'),
        ),
        migrations.AddField(
            model_name='membership',
            name='approval',
            field=models.OneToOneField(blank=True, help_text='Of a seat that reads federal items: gives nothing before it is approved.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='membership', to='sites.seatapproval'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='approval',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Of a seat that reads federal items: gives nothing before it is approved.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.seatapproval'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=foundation.tenancy.constraints.SameSite(field='approval', name='invitation_and_approval_share_a_site'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=foundation.tenancy.constraints.SameSite(field='approval', name='membership_and_approval_share_a_site'),
        ),
        migrations.AddField(
            model_name='seatapprovalevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seatapprovalevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The account it is for, once there is one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seatapprovalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sites.seatapproval'),
        ),
        migrations.AddField(
            model_name='seatapprovalevent',
            name='proposed_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seatapprovalevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site'),
        ),
        migrations.AddIndex(
            model_name='seatapproval',
            index=models.Index(fields=['site', 'state'], name='seat_approvals_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='seatapproval',
            constraint=models.UniqueConstraint(fields=('site', 'id'), name='seat_approval_is_known_by_its_site'),
        ),
        migrations.AddConstraint(
            model_name='seatapproval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'executive-leadership'), ('seat__in', ['executive'])), models.Q(('role', 'point-of-contact'), ('seat__in', ['usao', 'law-enforcement'])), models.Q(('role', 'strategic-site-liaison'), ('seat__in', ['liaison'])), models.Q(('role', 'program-office-champion'), ('seat__in', ['champion'])), models.Q(('role', 'federal-law-enforcement'), ('seat__in', ['ATF', 'DEA', 'FBI', 'USMS'])), models.Q(('role', 'program-advisor'), ('seat__in', ['advisor'])), _connector='OR'), name='an_approval_is_for_a_seat_of_its_role'),
        ),
        migrations.AddConstraint(
            model_name='seatapproval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'declined']), _negated=True), models.Q(('decided_by', models.F('proposed_by')), ('decided_by', models.F('person')), _connector='OR', _negated=True), _connector='OR'), name='a_seat_is_approved_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='seatapproval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state__in', ['waiting', 'review'])), models.Q(('decided_at__isnull', False), ('state__in', ['approved', 'withdrawn'])), models.Q(('decided_at__isnull', False), ('state', 'lapsed')), models.Q(('decided_at__isnull', False), ('state', 'declined'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_decision_on_a_seat_is_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seatapproval',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_seatapprovalevent" ("asked_at", "decided_as", "decided_at", "decided_by_id", "due_at", "email", "id", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_as", "proposed_by_id", "reason", "role", "seat", "site_id", "state") VALUES (NEW."asked_at", NEW."decided_as", NEW."decided_at", NEW."decided_by_id", NEW."due_at", NEW."email", NEW."id", NEW."name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_as", NEW."proposed_by_id", NEW."reason", NEW."role", NEW."seat", NEW."site_id", NEW."state"); RETURN NULL;', hash='d4575529969578aa0d74814ed4f215455921e6e5', operation='INSERT', pgid='pgtrigger_insert_insert_97dc5', table='sites_seatapproval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seatapproval',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sites_seatapprovalevent" ("asked_at", "decided_as", "decided_at", "decided_by_id", "due_at", "email", "id", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_as", "proposed_by_id", "reason", "role", "seat", "site_id", "state") VALUES (NEW."asked_at", NEW."decided_as", NEW."decided_at", NEW."decided_by_id", NEW."due_at", NEW."email", NEW."id", NEW."name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_as", NEW."proposed_by_id", NEW."reason", NEW."role", NEW."seat", NEW."site_id", NEW."state"); RETURN NULL;', hash='d8d4817ecb2eed242cb7c96e46b4311c8ad223c7', operation='UPDATE', pgid='pgtrigger_update_update_b438a', table='sites_seatapproval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seatapprovalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='68de6d0ddb400c5c960b6c345e7ba0734a76b3e7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d7553', table='sites_seatapprovalevent', when='BEFORE')),
        ),
        EnableRowSecurity("sites_seatapproval", read=SITE, definer_reads=True),
        EnableRowSecurity("sites_seatapprovalevent"),
        migrations.RunSQL(KEEP_WHAT_IS, migrations.RunSQL.noop),
        # After the rows got their approvals, which is not a change for their history to record.
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_invitationevent" ("accepted_at", "approval_id", "created_at", "email", "expires_at", "id", "invited_by_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "seat", "site_id", "withdrawn_at") VALUES (NEW."accepted_at", NEW."approval_id", NEW."created_at", NEW."email", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."seat", NEW."site_id", NEW."withdrawn_at"); RETURN NULL;', hash='132722d29bfbd5d678f706ff16fe0d4fa9454ada', operation='INSERT', pgid='pgtrigger_insert_insert_9c5dd', table='sites_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sites_invitationevent" ("accepted_at", "approval_id", "created_at", "email", "expires_at", "id", "invited_by_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "seat", "site_id", "withdrawn_at") VALUES (NEW."accepted_at", NEW."approval_id", NEW."created_at", NEW."email", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."seat", NEW."site_id", NEW."withdrawn_at"); RETURN NULL;', hash='300527aeb0738246f847ac3aa75817031ef181c9', operation='UPDATE', pgid='pgtrigger_update_update_577bb', table='sites_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_membershipevent" ("approval_id", "ends_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "seat", "site_id", "starts_at", "title", "user_id", "verified_on") VALUES (NEW."approval_id", NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."seat", NEW."site_id", NEW."starts_at", NEW."title", NEW."user_id", NEW."verified_on"); RETURN NULL;', hash='3baca23dcb52cc7c9677585ecc376958fa5708ab', operation='INSERT', pgid='pgtrigger_insert_insert_cabb0', table='sites_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sites_membershipevent" ("approval_id", "ends_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "seat", "site_id", "starts_at", "title", "user_id", "verified_on") VALUES (NEW."approval_id", NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."seat", NEW."site_id", NEW."starts_at", NEW."title", NEW."user_id", NEW."verified_on"); RETURN NULL;', hash='5df26408c677917fc41f48732d432f4c0ebc9890', operation='UPDATE', pgid='pgtrigger_update_update_16ed3', table='sites_membership', when='AFTER')),
        ),
        LoadFunctions(
            "sites_approval_is_anothers",
            "sites_seat_has_its_approval",
        ),
        migrations.RunSQL(RULES, NO_RULES),
        LoadFunctions("app_live_memberships", backwards=BEFORE),
    ]
