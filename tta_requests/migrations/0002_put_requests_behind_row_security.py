"""Who sees which requests: by site, by share, narrowed by the handling mark."""

from django.db import migrations

from foundation.tenancy.operations import SITE, EnableRowSecurity

FORWARDS = """
CREATE OR REPLACE FUNCTION app_is_job() RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT public.app_actor() IN ('system:outbox', 'system:reminders', 'system:reference',
                                'system:demo', 'system:invitations', 'system:offers', 'system:bench')
$$;

CREATE FUNCTION app_organisation() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT u.organisation_id FROM public.accounts_user u
   WHERE u.id = public.app_user() AND u.is_active
$$;

CREATE FUNCTION app_shared_requests() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ARRAY(
    SELECT s.request_id FROM public.tta_requests_share s
     WHERE s.organisation_id = public.app_organisation()
       AND s.starts_at <= public.app_now() AND (s.ends_at IS NULL OR s.ends_at > public.app_now()))
$$;

CREATE FUNCTION app_worked_requests() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ARRAY(
    SELECT s.request_id FROM public.tta_requests_share s
     WHERE s.organisation_id = public.app_organisation() AND s.level = 'work'
       AND s.starts_at <= public.app_now() AND (s.ends_at IS NULL OR s.ends_at > public.app_now()))
$$;

-- Requests with a federal mark that the actor is cleared for; the children ask it, never per row.
CREATE FUNCTION app_barred_requests() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ARRAY(
    SELECT r.id FROM public.tta_requests_ttarequest r
     WHERE r.handling = 'federal'
       AND NOT r.site_id = ANY (public.app_cleared_sites())
       AND NOT EXISTS (SELECT 1 FROM unnest(r.federal_agencies) a
                        WHERE (r.site_id || ':' || a) = ANY (public.app_agency_seats()))
       AND NOT r.id = ANY (public.app_worked_requests()))
$$;
"""
BACKWARDS = """
DROP FUNCTION app_barred_requests(); DROP FUNCTION app_worked_requests();
DROP FUNCTION app_shared_requests(); DROP FUNCTION app_organisation();
"""

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
        migrations.RunSQL(FORWARDS, BACKWARDS),
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
