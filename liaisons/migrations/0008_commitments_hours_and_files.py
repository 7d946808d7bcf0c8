"""Keep an update's commitments, hours, files, and why it was corrected.

What belongs to an update follows the update's own policy. Its commitments also follow their own; its files are
withheld from those who may not read every request the update is about.
"""

import django.db.models.deletion
import django.db.models.functions.math
import django.db.models.lookups
import foundation.tenancy.constraints
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import SITE, EnableRowSecurity, LoadFunctions

# The inner look-ups apply the policies of the update and of the commitment.
OF_VISIBLE = (
    f"{SITE} AND EXISTS (SELECT 1 FROM liaisons_engagementupdate u WHERE u.id = update_id)"
)
OF_OWN = (
    f"{SITE} AND EXISTS (SELECT 1 FROM liaisons_engagementupdate u"
    f" WHERE u.id = update_id AND (u.author_id = (SELECT app_user()) OR (SELECT app_is_job())))"
)
NOT_BARRED = "update_id <> ALL ((SELECT app_barred_updates())::uuid[])"
DEFINER = "CREATE POLICY definer ON liaisons_updaterequest FOR SELECT TO psp_owner USING (true)"


def of_the_site(table: str) -> str:
    """Return the condition that a row's commitment is visible and of the row's own site."""
    return (
        "EXISTS (SELECT 1 FROM tta_requests_commitment c"
        f" WHERE c.id = commitment_id AND c.site_id = {table}.site_id)"
    )


LINK, EVENT = "liaisons_updatecommitment", "liaisons_updatecommitmentevent"


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0008_move_commitments'),
        ('liaisons', '0007_accept_returned_updates'),
        ('sites', '0013_leave_notes_for_successors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthlyHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='hours a month')),
            ],
            options={
                'verbose_name_plural': 'monthly hours',
            },
        ),
        migrations.CreateModel(
            name='UpdateCommitment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('made', 'Made with the update'), ('finished', 'Done with the update')], max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name='UpdateCommitmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('role', models.CharField(choices=[('made', 'Made with the update'), ('finished', 'Done with the update')], max_length=8)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UpdateFile',
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
                ('description', models.CharField(blank=True, max_length=200)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removal_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-uploaded_at', '-id'],
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
        pgtrigger.migrations.RemoveTrigger(
            model_name='engagementupdate',
            name='reviewed_update',
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='correction_reason',
            field=models.CharField(blank=True, help_text='Why its author corrected it last.', max_length=240),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='extras',
            field=models.JSONField(blank=True, default=dict, help_text='Of a draft: the commitments to make or finish when it is submitted, as typed.'),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='extras_digest',
            field=models.CharField(blank=True, help_text='Recognizes a form that was sent twice.', max_length=64),
        ),
        migrations.AddField(
            model_name='engagementupdate',
            name='hours',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='correction_reason',
            field=models.CharField(blank=True, help_text='Why its author corrected it last.', max_length=240),
        ),
        migrations.AddField(
            model_name='engagementupdateevent',
            name='hours',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='entered_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'submitted\')', func='INSERT INTO "liaisons_engagementupdateevent" ("agenda", "author_id", "correction_reason", "created_at", "edited_in", "findings", "hours", "id", "kind", "next_contact_on", "occurred_on", "outcome", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review", "review_asked_at", "review_reason", "reviewed_at", "reviewed_by_id", "reviewed_version", "risk", "saved_at", "site_id", "state", "submitted_at", "summary", "version") VALUES (NEW."agenda", NEW."author_id", NEW."correction_reason", NEW."created_at", NEW."edited_in", NEW."findings", NEW."hours", NEW."id", NEW."kind", NEW."next_contact_on", NEW."occurred_on", NEW."outcome", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'entered\', NEW."id", NEW."review", NEW."review_asked_at", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."reviewed_version", NEW."risk", NEW."saved_at", NEW."site_id", NEW."state", NEW."submitted_at", NEW."summary", NEW."version"); RETURN NULL;', hash='072833aea9cf7bfdaac4d88fc382cbd6cfb4532a', operation='INSERT', pgid='pgtrigger_entered_insert_ac6c5', table='liaisons_engagementupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='submitted_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'submitted\' AND OLD."state" = \'draft\')', func='INSERT INTO "liaisons_engagementupdateevent" ("agenda", "author_id", "correction_reason", "created_at", "edited_in", "findings", "hours", "id", "kind", "next_contact_on", "occurred_on", "outcome", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review", "review_asked_at", "review_reason", "reviewed_at", "reviewed_by_id", "reviewed_version", "risk", "saved_at", "site_id", "state", "submitted_at", "summary", "version") VALUES (NEW."agenda", NEW."author_id", NEW."correction_reason", NEW."created_at", NEW."edited_in", NEW."findings", NEW."hours", NEW."id", NEW."kind", NEW."next_contact_on", NEW."occurred_on", NEW."outcome", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'submitted\', NEW."id", NEW."review", NEW."review_asked_at", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."reviewed_version", NEW."risk", NEW."saved_at", NEW."site_id", NEW."state", NEW."submitted_at", NEW."summary", NEW."version"); RETURN NULL;', hash='14cd62236b35c281b2595b25de71a60a873025f4', operation='UPDATE', pgid='pgtrigger_submitted_update_43db2', table='liaisons_engagementupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='corrected_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'submitted\' AND OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "liaisons_engagementupdateevent" ("agenda", "author_id", "correction_reason", "created_at", "edited_in", "findings", "hours", "id", "kind", "next_contact_on", "occurred_on", "outcome", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review", "review_asked_at", "review_reason", "reviewed_at", "reviewed_by_id", "reviewed_version", "risk", "saved_at", "site_id", "state", "submitted_at", "summary", "version") VALUES (NEW."agenda", NEW."author_id", NEW."correction_reason", NEW."created_at", NEW."edited_in", NEW."findings", NEW."hours", NEW."id", NEW."kind", NEW."next_contact_on", NEW."occurred_on", NEW."outcome", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'corrected\', NEW."id", NEW."review", NEW."review_asked_at", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."reviewed_version", NEW."risk", NEW."saved_at", NEW."site_id", NEW."state", NEW."submitted_at", NEW."summary", NEW."version"); RETURN NULL;', hash='c3cf9a56a8b64399abcfd96e2fc63457aaf4e29a', operation='UPDATE', pgid='pgtrigger_corrected_update_a7289', table='liaisons_engagementupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='reviewed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."review" IS DISTINCT FROM (NEW."review") AND OLD."state" = \'submitted\')', func='INSERT INTO "liaisons_engagementupdateevent" ("agenda", "author_id", "correction_reason", "created_at", "edited_in", "findings", "hours", "id", "kind", "next_contact_on", "occurred_on", "outcome", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review", "review_asked_at", "review_reason", "reviewed_at", "reviewed_by_id", "reviewed_version", "risk", "saved_at", "site_id", "state", "submitted_at", "summary", "version") VALUES (NEW."agenda", NEW."author_id", NEW."correction_reason", NEW."created_at", NEW."edited_in", NEW."findings", NEW."hours", NEW."id", NEW."kind", NEW."next_contact_on", NEW."occurred_on", NEW."outcome", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'reviewed\', NEW."id", NEW."review", NEW."review_asked_at", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."reviewed_version", NEW."risk", NEW."saved_at", NEW."site_id", NEW."state", NEW."submitted_at", NEW."summary", NEW."version"); RETURN NULL;', hash='25bf666021bc600cc68b6dce97a4492f9af024f4', operation='UPDATE', pgid='pgtrigger_reviewed_update_c87c4', table='liaisons_engagementupdate', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='engagementupdate',
            index=models.Index(condition=models.Q(('hours__isnull', False)), fields=['occurred_on', 'author'], name='hours_of_a_month'),
        ),
        migrations.AddConstraint(
            model_name='engagementupdate',
            constraint=models.CheckConstraint(condition=models.Q(('hours__isnull', True), models.Q(('hours__gt', 0), ('hours__lte', 24), django.db.models.lookups.Exact(django.db.models.functions.math.Mod(models.F('hours'), Decimal('0.25')), Decimal('0'))), _connector='OR'), name='update_hours_are_quarters_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='engagementupdate',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('extras', {}), _connector='OR'), name='only_a_draft_keeps_what_is_to_be_made'),
        ),
        migrations.AddField(
            model_name='monthlyhours',
            name='liaison',
            field=models.OneToOneField(blank=True, help_text='Leave blank for every liaison who has no hours of their own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='updatecommitment',
            name='commitment',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='update_links', to='engagements.commitment'),
        ),
        migrations.AddField(
            model_name='updatecommitment',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='updatecommitment',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitment_links', to='liaisons.engagementupdate'),
        ),
        migrations.AddField(
            model_name='updatecommitmentevent',
            name='commitment',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='engagements.commitment'),
        ),
        migrations.AddField(
            model_name='updatecommitmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='liaisons.updatecommitment'),
        ),
        migrations.AddField(
            model_name='updatecommitmentevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='updatecommitmentevent',
            name='update',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='liaisons.engagementupdate'),
        ),
        migrations.AddField(
            model_name='updatefile',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='updatefile',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site'),
        ),
        migrations.AddField(
            model_name='updatefile',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='liaisons.engagementupdate'),
        ),
        migrations.AddField(
            model_name='updatefile',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='monthlyhours',
            constraint=models.UniqueConstraint(fields=('liaison',), name='monthly_hours_are_set_once_a_liaison', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='monthlyhours',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 744)), name='monthly_hours_are_some'),
        ),
        migrations.AddIndex(
            model_name='updatecommitment',
            index=models.Index(fields=['commitment'], name='updates_of_a_commitment'),
        ),
        migrations.AddConstraint(
            model_name='updatecommitment',
            constraint=foundation.tenancy.constraints.SameSite(field='update', name='commitment_is_of_its_updates_site'),
        ),
        migrations.AddConstraint(
            model_name='updatecommitment',
            constraint=models.UniqueConstraint(fields=('site', 'update', 'commitment'), name='a_commitment_is_linked_once_an_update'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatecommitment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "liaisons_updatecommitmentevent" ("commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "site_id", "update_id") VALUES (NEW."commitment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."site_id", NEW."update_id"); RETURN NULL;', hash='ac0ad2b467cbbe6ea0a2f989a50b5ad127984c88', operation='INSERT', pgid='pgtrigger_insert_insert_1e7a6', table='liaisons_updatecommitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatecommitmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='443d4115cd4ed7f442592d9c5e6bd222389541be', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_216bf', table='liaisons_updatecommitmentevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='updatefile',
            index=models.Index(fields=['update', '-uploaded_at'], name='files_of_an_update'),
        ),
        migrations.AddIndex(
            model_name='updatefile',
            index=models.Index(fields=['site', '-uploaded_at', '-id'], name='update_files_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='updatefile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='updatefile_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='updatefile',
            constraint=models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'image/png', 'image/jpeg', 'image/webp', 'text/plain', 'text/csv'])), name='updatefile_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='updatefile',
            constraint=models.CheckConstraint(condition=models.Q(('scan__in', ['pending', 'clean', 'infected', 'not-scanned'])), name='updatefile_is_scanned_or_not'),
        ),
        migrations.AddConstraint(
            model_name='updatefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), _negated=True), models.Q(('finding', ''), _negated=True), _connector='OR'), name='infected_updatefile_says_with_what'),
        ),
        migrations.AddConstraint(
            model_name='updatefile',
            constraint=foundation.tenancy.constraints.SameSite(field='update', name='file_is_of_its_updates_site'),
        ),
        migrations.AddConstraint(
            model_name='updatefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='a_removed_file_of_an_update_says_who_and_why'),
        ),
        EnableRowSecurity(
            LINK, read=f"{OF_VISIBLE} AND {of_the_site(LINK)}", write=f"{OF_OWN} AND {of_the_site(LINK)}"
        ),
        EnableRowSecurity(
            EVENT,
            read=f"{OF_VISIBLE} AND {of_the_site(EVENT)}",
            insert=f"{OF_OWN} AND {of_the_site(EVENT)}",
            write="false",
        ),
        migrations.RunSQL(DEFINER, "DROP POLICY definer ON liaisons_updaterequest"),
        LoadFunctions("app_barred_updates"),
        EnableRowSecurity(
            "liaisons_updatefile",
            read=f"{OF_VISIBLE} AND {NOT_BARRED}",
            write=f"{OF_OWN} AND {NOT_BARRED}",
        ),
    ]
