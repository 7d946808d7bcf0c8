"""Who sees scopes, commitments, hours, letters and links: the request's readers, narrowed by its mark."""

from django.db import migrations

from foundation.tenancy.operations import SITE, EnableRowSecurity

WORKED = "ANY ((SELECT app_worked_requests())::uuid[])"
NOT_BARRED = "request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
CHILD = f"({SITE} OR request_id = {WORKED}) AND {NOT_BARRED}"
OWN_SITE_CHILD = f"{SITE} AND {NOT_BARRED}"
STAFF_ONLY = f"{OWN_SITE_CHILD} AND (SELECT app_staff())"


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0006_walk_the_whole_life")]
    operations = [
        EnableRowSecurity("tta_requests_scope", read=CHILD),
        EnableRowSecurity("tta_requests_scopeevent", read=CHILD, write="false", insert=CHILD),
        EnableRowSecurity("tta_requests_commitment", read=CHILD),
        EnableRowSecurity("tta_requests_commitmentevent", read=CHILD, write="false", insert=CHILD),
        EnableRowSecurity("tta_requests_clockpause", read=CHILD, write=OWN_SITE_CHILD),
        EnableRowSecurity("tta_requests_hoursentry", read=CHILD),
        EnableRowSecurity("tta_requests_letter", read=CHILD, write=OWN_SITE_CHILD),
        EnableRowSecurity("tta_requests_requestlink", read=STAFF_ONLY),
    ]
