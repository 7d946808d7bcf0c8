"""DOJ roles wait for a second person: the table, its policies, and the triggers for the rule."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity, LoadFunctions

# The actors who may see a role's approval: proposers, approvers, and the portal's own jobs.
READ = (
    "(SELECT app_staff_role()) IN ('program-manager', 'administrator') OR (SELECT app_is_job())"
    " OR current_setting('app.actor', true) = 'system:accounts'"
)

RULES = """
CREATE TRIGGER a_staff_role_is_approved BEFORE INSERT OR UPDATE ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION accounts_staff_role_is_approved();
CREATE TRIGGER an_approval_is_anothers BEFORE INSERT OR UPDATE ON accounts_staffapproval
  FOR EACH ROW EXECUTE FUNCTION accounts_approval_is_anothers();
CREATE TRIGGER give_approved_role AFTER UPDATE ON accounts_staffapproval
  FOR EACH ROW WHEN (OLD.state = 'waiting' AND NEW.state = 'approved')
  EXECUTE FUNCTION accounts_give_approved_role();
"""
NO_RULES = """
DROP TRIGGER a_staff_role_is_approved ON accounts_user;
DROP TRIGGER give_approved_role ON accounts_staffapproval;
DROP TRIGGER an_approval_is_anothers ON accounts_staffapproval;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_list_sessions_and_known_devices"),
        ("sites", "0002_put_sites_behind_row_security"),
        ("tenancy", "0001_tell_who_acts"),
    ]

    operations = [
        migrations.AlterField(
            model_name='setting',
            name='key',
            field=models.CharField(choices=[('break-glass-minutes', 'How long a break-glass record stays open, in minutes'), ('approval-days', 'How long a second approval can be given, in business days'), ('invitation-days', 'How long an invitation can be accepted, in days')], max_length=40, primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='settingevent',
            name='key',
            field=models.CharField(choices=[('break-glass-minutes', 'How long a break-glass record stays open, in minutes'), ('approval-days', 'How long a second approval can be given, in business days'), ('invitation-days', 'How long an invitation can be accepted, in days')], max_length=40, serialize=False),
        ),
        migrations.CreateModel(
            name='StaffApproval',
            fields=[
                ('email', models.EmailField(help_text='The address of the person it is for.', max_length=254)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a second approval'), ('approved', 'Approved'), ('declined', 'Declined'), ('lapsed', 'Lapsed: no decision by the deadline'), ('withdrawn', 'Withdrawn'), ('review', 'In force from before approvals, to be reviewed')], default='waiting', max_length=10)),
                ('proposed_as', models.CharField(help_text='The person or job that asked.', max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('decided_as', models.CharField(blank=True, max_length=60)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('program-manager', 'Program Manager'), ('tta-coordinator', 'TTA Coordinator'), ('analyst', 'Analyst'), ('administrator', 'Administrator')], max_length=30)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff_approvals', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'DOJ role to approve',
                'verbose_name_plural': 'DOJ roles to approve',
                'ordering': ['-asked_at'],
            },
        ),
        migrations.CreateModel(
            name='StaffApprovalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('email', models.EmailField(help_text='The address of the person it is for.', max_length=254)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a second approval'), ('approved', 'Approved'), ('declined', 'Declined'), ('lapsed', 'Lapsed: no decision by the deadline'), ('withdrawn', 'Withdrawn'), ('review', 'In force from before approvals, to be reviewed')], default='waiting', max_length=10)),
                ('proposed_as', models.CharField(help_text='The person or job that asked.', max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('decided_as', models.CharField(blank=True, max_length=60)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('role', models.CharField(choices=[('program-manager', 'Program Manager'), ('tta-coordinator', 'TTA Coordinator'), ('analyst', 'Analyst'), ('administrator', 'Administrator')], max_length=30)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.staffapproval')),
                ('proposed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='staffapproval',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('user',), name='one_role_at_a_time_waits_for_approval'),
        ),
        migrations.AddConstraint(
            model_name='staffapproval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'declined']), _negated=True), models.Q(('decided_by', models.F('proposed_by')), ('decided_by', models.F('user')), _connector='OR', _negated=True), _connector='OR'), name='a_staff_role_is_approved_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='staffapproval',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_by', models.F('user')), _negated=True), name='nobody_proposes_their_own_staff_role'),
        ),
        migrations.AddConstraint(
            model_name='staffapproval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state__in', ['waiting', 'review'])), models.Q(('decided_at__isnull', False), ('state__in', ['approved', 'withdrawn'])), models.Q(('decided_at__isnull', False), ('state', 'lapsed')), models.Q(('decided_at__isnull', False), ('state', 'declined'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_decision_on_a_staff_role_is_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffapproval',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_staffapprovalevent" ("asked_at", "decided_as", "decided_at", "decided_by_id", "due_at", "email", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_as", "proposed_by_id", "reason", "role", "state", "user_id") VALUES (NEW."asked_at", NEW."decided_as", NEW."decided_at", NEW."decided_by_id", NEW."due_at", NEW."email", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_as", NEW."proposed_by_id", NEW."reason", NEW."role", NEW."state", NEW."user_id"); RETURN NULL;', hash='fb9578406dbb790ac50b9c80cdd1b2ba0535a9fb', operation='INSERT', pgid='pgtrigger_insert_insert_8dfd1', table='accounts_staffapproval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffapproval',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_staffapprovalevent" ("asked_at", "decided_as", "decided_at", "decided_by_id", "due_at", "email", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_as", "proposed_by_id", "reason", "role", "state", "user_id") VALUES (NEW."asked_at", NEW."decided_as", NEW."decided_at", NEW."decided_by_id", NEW."due_at", NEW."email", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_as", NEW."proposed_by_id", NEW."reason", NEW."role", NEW."state", NEW."user_id"); RETURN NULL;', hash='fb4c8e841fab26bc169611b3fddb800b1ec513fe', operation='UPDATE', pgid='pgtrigger_update_update_be3f1', table='accounts_staffapproval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffapprovalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d6c1ed0e1de59d3df0114c8bedb98b2995adfcb2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ec2a1', table='accounts_staffapprovalevent', when='BEFORE')),
        ),
        EnableRowSecurity("accounts_staffapproval", read=READ),
        EnableRowSecurity(
            "accounts_staffapprovalevent", read=READ, insert="true", write="false"
        ),
        LoadFunctions(
            "accounts_staff_role_is_approved",
            "accounts_approval_is_anothers",
            "accounts_give_approved_role",
        ),
        migrations.RunSQL(RULES, NO_RULES),
    ]
