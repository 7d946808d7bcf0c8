"""Number each site's recommendations in the order they were written."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

NUMBERS = """
UPDATE engagements_recommendation r SET number = counted.number
  FROM (SELECT id, row_number() OVER (PARTITION BY site_id ORDER BY written_at, id) AS number
          FROM engagements_recommendation) counted
 WHERE counted.id = r.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0017_read_commitments_by_their_indexes'),
        ('sites', '0018_give_every_site_a_web_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='recommendation',
            name='update_update',
        ),
        migrations.AddField(
            model_name='recommendation',
            name='number',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.RunSQL(NUMBERS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='recommendation',
            name='number',
            field=models.PositiveIntegerField(editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."assessment_id" IS DISTINCT FROM (NEW."assessment_id") OR OLD."core_area_id" IS DISTINCT FROM (NEW."core_area_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."finding_id" IS DISTINCT FROM (NEW."finding_id") OR OLD."headline" IS DISTINCT FROM (NEW."headline") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."implemented_by_id" IS DISTINCT FROM (NEW."implemented_by_id") OR OLD."next_check_on" IS DISTINCT FROM (NEW."next_check_on") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."owner" IS DISTINCT FROM (NEW."owner") OR OLD."owner_person_id" IS DISTINCT FROM (NEW."owner_person_id") OR OLD."principles" IS DISTINCT FROM (NEW."principles") OR OLD."repeats_every_days" IS DISTINCT FROM (NEW."repeats_every_days") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."sustained_check_on" IS DISTINCT FROM (NEW."sustained_check_on") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))', func='INSERT INTO "engagements_recommendationevent" ("assessment_id", "core_area_id", "due_on", "finding_id", "headline", "id", "implemented_by_id", "next_check_on", "origin", "owner", "owner_person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principles", "repeats_every_days", "site_id", "source", "status", "sustained_check_on", "text", "version", "written_at", "written_by_id") VALUES (NEW."assessment_id", NEW."core_area_id", NEW."due_on", NEW."finding_id", NEW."headline", NEW."id", NEW."implemented_by_id", NEW."next_check_on", NEW."origin", NEW."owner", NEW."owner_person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."principles", NEW."repeats_every_days", NEW."site_id", NEW."source", NEW."status", NEW."sustained_check_on", NEW."text", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='5726fba4531a2d5d7ef7af190257e560b54774e9', operation='UPDATE', pgid='pgtrigger_update_update_0220c', table='engagements_recommendation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.UniqueConstraint(fields=('site', 'number'), name='a_recommendation_has_a_number_of_its_own'),
        ),
    ]
