"""Take commitments over from the requests' room, and let a site have some without a request.

The tables keep their names, and so their rows, history and policies.
"""

import django.db.models.deletion
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE


WORKED = "ANY ((SELECT app_worked_requests())::uuid[])"
NOT_BARRED = "request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
CHILD = f"({SITE} OR request_id = {WORKED}) AND {NOT_BARRED}"
# A commitment without a request is its site's; one with a request has the request's readers, as before.
READABLE = f"CASE WHEN request_id IS NULL THEN {SITE} ELSE {CHILD} END"


def policies(condition: str) -> str:
    """Return the statements that set who reads and writes commitments and their history."""
    table, events = "tta_requests_commitment", "tta_requests_commitmentevent"
    return ";".join(
        (
            f"ALTER POLICY app_read ON {table} USING ({condition})",
            f"ALTER POLICY app_insert ON {table} WITH CHECK ({condition})",
            f"ALTER POLICY app_update ON {table} USING ({condition}) WITH CHECK ({condition})",
            f"ALTER POLICY app_delete ON {table} USING ({condition})",
            f"ALTER POLICY app_read ON {events} USING ({condition})",
            f"ALTER POLICY app_insert ON {events} WITH CHECK ({condition})",
        )
    )


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0007_assess_and_recommend'),
        ('sites', '0013_leave_notes_for_successors'),
        ('tta_requests', '0036_move_commitments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Commitment',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('deliverable', 'Deliverable'), ('milestone', 'Milestone'), ('commitment', 'Commitment')], default='commitment', max_length=12)),
                        ('text', models.CharField(max_length=240)),
                        ('owed_by', models.CharField(choices=[('provider', 'The provider'), ('site', 'The site'), ('liaison', 'The Strategic Site Liaison'), ('federal', 'A federal co-lead'), ('doj', 'DOJ')], max_length=8)),
                        ('due_on', models.DateField()),
                        ('made_at', models.DateTimeField()),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('dropped_reason', models.CharField(blank=True, max_length=240)),
                        ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='tta_requests.ttarequest')),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                    ],
                    options={
                        'db_table': 'tta_requests_commitment',
                        'ordering': ['due_on', 'made_at'],
                    },
                ),
                migrations.CreateModel(
                    name='CommitmentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ('kind', models.CharField(choices=[('deliverable', 'Deliverable'), ('milestone', 'Milestone'), ('commitment', 'Commitment')], default='commitment', max_length=12)),
                        ('text', models.CharField(max_length=240)),
                        ('owed_by', models.CharField(choices=[('provider', 'The provider'), ('site', 'The site'), ('liaison', 'The Strategic Site Liaison'), ('federal', 'A federal co-lead'), ('doj', 'DOJ')], max_length=8)),
                        ('due_on', models.DateField()),
                        ('made_at', models.DateTimeField()),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('dropped_reason', models.CharField(blank=True, max_length=240)),
                        ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='engagements.commitment')),
                        ('request', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tta_requests.ttarequest')),
                        ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site')),
                    ],
                    options={
                        'db_table': 'tta_requests_commitmentevent',
                        'abstract': False,
                    },
                ),
                migrations.AddIndex(
                    model_name='commitment',
                    index=models.Index(fields=['request', 'due_on'], name='commitments_of_a_request'),
                ),
                migrations.AddIndex(
                    model_name='commitment',
                    index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['due_on'], name='open_commitments_by_day'),
                ),
                migrations.AddConstraint(
                    model_name='commitment',
                    constraint=foundation.tenancy.constraints.SameSite(field='request', name='commitment_is_of_its_requests_site'),
                ),
                migrations.AddConstraint(
                    model_name='commitment',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='a_kept_commitment_says_by_whom'),
                ),
            ],
        ),
        migrations.AddField(
            model_name='commitment',
            name='evidence',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='commitment',
            name='date_reason',
            field=models.CharField(blank=True, default='', max_length=240),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='evidence',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='date_reason',
            field=models.CharField(blank=True, default='', max_length=240),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='tta_requests.ttarequest'),
        ),
        migrations.AlterField(
            model_name='commitmentevent',
            name='request',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tta_requests.ttarequest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tta_requests_commitmentevent" ("date_reason", "done_at", "done_by_id", "dropped_reason", "due_on", "evidence", "id", "kind", "made_at", "made_by_id", "owed_by", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "site_id", "text") VALUES (NEW."date_reason", NEW."done_at", NEW."done_by_id", NEW."dropped_reason", NEW."due_on", NEW."evidence", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."owed_by", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."request_id", NEW."site_id", NEW."text"); RETURN NULL;', hash='f9969ebe3d5dea6b1579c4bac8aaf89fb1340be5', operation='INSERT', pgid='pgtrigger_insert_insert_8c02e', table='tta_requests_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tta_requests_commitmentevent" ("date_reason", "done_at", "done_by_id", "dropped_reason", "due_on", "evidence", "id", "kind", "made_at", "made_by_id", "owed_by", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "site_id", "text") VALUES (NEW."date_reason", NEW."done_at", NEW."done_by_id", NEW."dropped_reason", NEW."due_on", NEW."evidence", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."owed_by", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."request_id", NEW."site_id", NEW."text"); RETURN NULL;', hash='73c575bacaf91dea9936716d51573c4597283f37', operation='UPDATE', pgid='pgtrigger_update_update_d370e', table='tta_requests_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='27560cb48dc6bcc0e75a215bd0cce0fb8a23ea24', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cd229', table='tta_requests_commitmentevent', when='BEFORE')),
        ),
        migrations.RunSQL(policies(READABLE), policies(CHILD)),
    ]
