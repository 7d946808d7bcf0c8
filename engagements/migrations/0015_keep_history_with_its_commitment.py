"""Show the history of a commitment to those who read the commitment as it is now.

A version from before the commitment belonged to a federal request names no request.
"""

from django.db import migrations

from foundation.tenancy.operations import SITE

WORKED = "ANY ((SELECT app_worked_requests())::uuid[])"
NOT_BARRED = "request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
CHILD = f"({SITE} OR request_id = {WORKED}) AND {NOT_BARRED}"
READABLE = f"CASE WHEN request_id IS NULL THEN {SITE} ELSE {CHILD} END"
# The inner look-up applies the commitment's own policy.
OF_VISIBLE = "EXISTS (SELECT 1 FROM tta_requests_commitment c WHERE c.id = pgh_obj_id)"
ALTER = "ALTER POLICY app_read ON tta_requests_commitmentevent USING"


class Migration(migrations.Migration):
    dependencies = [("engagements", "0014_know_commitments_by_their_site")]
    operations = [
        migrations.RunSQL(
            f"{ALTER} (({READABLE}) AND {OF_VISIBLE})", f"{ALTER} ({READABLE})"
        ),
    ]
