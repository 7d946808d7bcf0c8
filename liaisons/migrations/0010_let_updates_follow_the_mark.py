"""Show an update about a federal request to that request's readers alone, and its commitments with it."""

from django.db import migrations

from foundation.tenancy.operations import SITE, LoadFunctions

AUTHOR = "(author_id = (SELECT app_user()) OR (SELECT app_is_job()))"
READ = f"{SITE} AND (state <> 'draft' OR {AUTHOR})"
WRITE = f"{SITE} AND {AUTHOR}"
NOT_BARRED = "id <> ALL ((SELECT app_barred_updates())::uuid[])"


def policies(read: str, write: str) -> str:
    """Return the statements that change the policies of updates and of their versions."""
    return f"""
    ALTER POLICY app_read ON liaisons_engagementupdate USING ({read});
    ALTER POLICY app_update ON liaisons_engagementupdate USING ({write}) WITH CHECK ({write});
    ALTER POLICY app_delete ON liaisons_engagementupdate USING ({write});
    ALTER POLICY app_read ON liaisons_engagementupdateevent USING ({read});
    """


# What was marked before its commitments followed: they belong to the first of the update's federal requests.
FOLLOW = """
UPDATE tta_requests_commitment c
   SET request_id = f.request_id, origin_kind = '', origin_id = NULL, origin_title = '',
       batch = NULL, template_id = NULL, version = c.version + 1
  FROM (SELECT DISTINCT ON (l.update_id) l.update_id, l.request_id
          FROM liaisons_updaterequest l JOIN tta_requests_ttarequest r ON r.id = l.request_id
         WHERE r.handling = 'federal' ORDER BY l.update_id, r.number) f
 WHERE c.origin_kind = 'update' AND c.origin_id = f.update_id AND c.request_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0009_commitments_of_every_origin"),
        ("liaisons", "0009_plan_contacts"),
        ("tta_requests", "0001_initial"),
    ]
    operations = [
        LoadFunctions(
            "app_barred_updates", "app_search_updates", backwards="SELECT 1"
        ),
        migrations.RunSQL(
            policies(f"{READ} AND {NOT_BARRED}", f"{WRITE} AND {NOT_BARRED}"),
            policies(READ, WRITE),
        ),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
    ]
