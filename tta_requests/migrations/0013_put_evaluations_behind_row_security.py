"""Who reads evaluations: the site and DOJ; a provider its own answer; guests through a link only."""

from django.db import migrations

from foundation.tenancy.operations import SITE, EnableRowSecurity, LoadFunctions

WORKED = "ANY ((SELECT app_worked_requests())::uuid[])"
NOT_BARRED = "request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
OWN_ANSWER = f"(respondent_id = (SELECT app_user()) AND request_id = {WORKED})"
EVALUATION = f"({SITE} OR {OWN_ANSWER}) AND {NOT_BARRED}"
CHILD = f"({SITE} OR request_id = {WORKED}) AND {NOT_BARRED}"

# Without the job of guests.
BEFORE = """
CREATE OR REPLACE FUNCTION app_is_job() RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT public.app_actor() IN ('system:outbox', 'system:reminders', 'system:reference', 'system:demo',
                                'system:invitations', 'system:offers', 'system:bench')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0012_ask_how_it_went")]
    operations = [
        # Whoever holds a participants' link acts as this job, after its signature was read.
        LoadFunctions("app_is_job", backwards=BEFORE),
        EnableRowSecurity("tta_requests_evaluation", read=EVALUATION),
        EnableRowSecurity("tta_requests_participantlink", read=CHILD),
    ]
