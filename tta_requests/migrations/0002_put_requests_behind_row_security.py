"""Who sees which requests: by site, by share, narrowed by the handling mark."""

from django.db import migrations

from foundation.tenancy.operations import SITE, EnableRowSecurity, LoadFunctions


SHARED = "ANY ((SELECT app_shared_requests())::uuid[])"
WORKED = "ANY ((SELECT app_worked_requests())::uuid[])"
NOT_BARRED = "request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
CLEARED = (
    "(handling = 'site' OR site_id = ANY ((SELECT app_cleared_sites())::bigint[])"
    " OR EXISTS (SELECT 1 FROM unnest(federal_agencies) a"
    " WHERE (site_id || ':' || a) = ANY ((SELECT app_agency_seats())::text[]))"
    f" OR {{key}} = {WORKED})"
)
REQUEST = f"({SITE} OR id = {SHARED}) AND {CLEARED.format(key='id')}"
REQUEST_WRITE = f"{SITE} AND {CLEARED.format(key='id')}"
EVENT = f"{SITE} AND {CLEARED.format(key='pgh_obj_id')}"
CHILD = f"({SITE} OR request_id = {WORKED}) AND {NOT_BARRED}"
OWN_SITE_CHILD = f"{SITE} AND {NOT_BARRED}"
OFFER = (
    f"({SITE} OR (provider_id = (SELECT app_organisation()) AND request_id = {SHARED}))"
    f" AND {NOT_BARRED}"
)
SHARE = f"{SITE} OR organisation_id = (SELECT app_organisation())"
ENTRY = f"{CHILD} AND (audience = 'shared' OR (SELECT app_staff()))"


class Migration(migrations.Migration):
    dependencies = [
        ("tta_requests", "0001_initial"),
        ("sites", "0002_put_sites_behind_row_security"),
        ("accounts", "0002_organisations"),
    ]
    operations = [
        # sites.0002 has loaded app_is_job, which knows the jobs of this room.
        LoadFunctions(
            "app_organisation",
            "app_shared_requests",
            "app_worked_requests",
            "app_barred_requests",
        ),
        EnableRowSecurity("tta_requests_share", read=SHARE, write=SITE, definer_reads=True),
        EnableRowSecurity(
            "tta_requests_ttarequest", read=REQUEST, write=REQUEST_WRITE, definer_reads=True
        ),
        EnableRowSecurity("tta_requests_ttarequestevent", read=EVENT, insert=EVENT, write="false"),
        EnableRowSecurity("tta_requests_requestarea", read=CHILD, write=OWN_SITE_CHILD),
        EnableRowSecurity("tta_requests_entry", read=ENTRY),
        EnableRowSecurity("tta_requests_clock", read=CHILD, write=OWN_SITE_CHILD),
        EnableRowSecurity("tta_requests_offer", read=OFFER),
        EnableRowSecurity("tta_requests_offerevent", read=OFFER, write="false", insert=OFFER),
        EnableRowSecurity("tta_requests_matchrun", read=OWN_SITE_CHILD),
        EnableRowSecurity("tta_requests_federalreferral", read=OWN_SITE_CHILD),
        EnableRowSecurity("tta_requests_routingexception", read=OWN_SITE_CHILD),
    ]
