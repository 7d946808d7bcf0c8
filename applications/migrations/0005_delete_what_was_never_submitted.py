"""Let a job delete what was never submitted, and keep no history of drafts (ADR 84)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

JOB = "(SELECT app_is_job())"
ANSWERS = f"application_id = (SELECT app_applied()) OR {JOB}"
STARTS = "(SELECT app_actor()) = 'system:applications'"
OVER = (
    f"{JOB} AND application_id IN (SELECT a.id FROM applications_application a WHERE a.submitted_at IS NULL)"
)
SUBMITTED = "(SELECT app_staff_role()) = 'program-manager' AND submitted_at IS NOT NULL"
# Each table, and who could delete its rows as far as the policy goes; no one had the right to.
BEFORE = {
    "application": f"id = (SELECT app_applied()) OR ({SUBMITTED} AND NOT app_held_seat_at(ori)) OR {JOB}",
    "eligibilityanswer": ANSWERS,
    "selfassessment": ANSWERS,
    "draftlink": f"{STARTS} OR {JOB}",
    "applicationstep": "false",
}
AFTER = dict.fromkeys(BEFORE, OVER) | {"application": f"{JOB} AND submitted_at IS NULL"}
# What drafts have left until now. The table is append-only for everyone but this migration.
FORGET = """
ALTER TABLE applications_applicationevent DISABLE TRIGGER USER;
DELETE FROM applications_applicationevent WHERE submitted_at IS NULL;
ALTER TABLE applications_applicationevent ENABLE TRIGGER USER;
"""


def deletes(conditions):
    """Return the statements that change who deletes rows, by table."""
    return [
        f"ALTER POLICY app_delete ON applications_{table} USING ({condition})"
        for table, condition in conditions.items()
    ]


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0004_take_letters_of_support'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='application',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='application',
            name='update_update',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."submitted_at" IS NOT NULL)', func='INSERT INTO "applications_applicationevent" ("agency_name", "change", "contact_email", "contact_name", "contact_phone", "contact_title", "id", "is_likely_junk", "ori", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "round_id", "started_at", "state", "status", "submitted_at", "version") VALUES (NEW."agency_name", NEW."change", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."contact_title", NEW."id", NEW."is_likely_junk", NEW."ori", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."problem", NEW."round_id", NEW."started_at", NEW."state", NEW."status", NEW."submitted_at", NEW."version"); RETURN NULL;', hash='732f320eb66aaf3ccc285476b89401d762142391', operation='INSERT', pgid='pgtrigger_insert_insert_60e1b', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.* AND NEW."submitted_at" IS NOT NULL)', func='INSERT INTO "applications_applicationevent" ("agency_name", "change", "contact_email", "contact_name", "contact_phone", "contact_title", "id", "is_likely_junk", "ori", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "round_id", "started_at", "state", "status", "submitted_at", "version") VALUES (NEW."agency_name", NEW."change", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."contact_title", NEW."id", NEW."is_likely_junk", NEW."ori", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."problem", NEW."round_id", NEW."started_at", NEW."state", NEW."status", NEW."submitted_at", NEW."version"); RETURN NULL;', hash='523f9fb8805a99d1b02534bfcf9ffc95c336f457', operation='UPDATE', pgid='pgtrigger_update_update_f714e', table='applications_application', when='AFTER')),
        ),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.RunSQL(deletes(AFTER), deletes(BEFORE)),
    ]
