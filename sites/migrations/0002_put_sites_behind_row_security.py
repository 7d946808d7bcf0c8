"""Who sees which sites: the functions behind every policy, and the policies of this room."""

from django.db import migrations

from foundation.tenancy.operations import SITE, EnableRowSecurity

FORWARDS = """
CREATE FUNCTION app_staff_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(
    (SELECT u.staff_role FROM public.accounts_user u
      WHERE u.id = public.app_user() AND u.is_active), '')
$$;

CREATE FUNCTION app_is_job() RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT public.app_actor() IN ('system:outbox', 'system:reminders', 'system:reference',
                                'system:demo', 'system:invitations', 'system:bench')
$$;

CREATE FUNCTION app_staff() RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT public.app_is_job() OR public.app_staff_role() IN ('program-manager', 'tta-coordinator')
$$;

CREATE FUNCTION app_live_memberships() RETURNS TABLE (site_id bigint, role text, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.site_id, m.role::text, m.seat::text
    FROM public.sites_membership m JOIN public.accounts_user u ON u.id = m.user_id
   WHERE m.user_id = public.app_user() AND u.is_active
     AND m.starts_on <= (public.app_now() AT TIME ZONE 'Pacific/Guam')::date
     AND (m.ends_on IS NULL OR m.ends_on >= (public.app_now() AT TIME ZONE 'Pacific/Pago_Pago')::date)
$$;

CREATE FUNCTION app_sites() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE role text;
BEGIN
  IF public.app_is_job() THEN
    RETURN ARRAY(SELECT s.id FROM public.sites_site s);
  END IF;
  IF public.app_user() IS NULL THEN
    RETURN '{}';
  END IF;
  role := public.app_staff_role();
  IF role IN ('program-manager', 'tta-coordinator', 'analyst') THEN
    RETURN ARRAY(SELECT s.id FROM public.sites_site s);
  END IF;
  RETURN ARRAY(
    SELECT m.site_id FROM public.app_live_memberships() m
    UNION
    SELECT b.site_id FROM public.sites_breakglass b
     WHERE role = 'administrator' AND b.user_id = public.app_user()
       AND b.opened_at <= public.app_now() AND b.closes_at > public.app_now());
END $$;

CREATE FUNCTION app_cleared_sites() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN public.app_staff() THEN ARRAY(SELECT s.id FROM public.sites_site s)
  ELSE ARRAY(
    SELECT m.site_id FROM public.app_live_memberships() m
     WHERE m.role = 'program-office-champion'
        OR (m.role = 'point-of-contact' AND m.seat = 'usao')) END
$$;

CREATE FUNCTION app_agency_seats() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ARRAY(SELECT m.site_id || ':' || m.seat FROM public.app_live_memberships() m
                WHERE m.role = 'federal-law-enforcement')
$$;
"""
BACKWARDS = """
DROP FUNCTION app_agency_seats(); DROP FUNCTION app_cleared_sites(); DROP FUNCTION app_sites();
DROP FUNCTION app_live_memberships(); DROP FUNCTION app_staff(); DROP FUNCTION app_is_job();
DROP FUNCTION app_staff_role();
"""
OWN_OR_SITE = f"user_id = (SELECT app_user()) OR {SITE}"
MAY_EDIT_SITE = "(SELECT app_staff()) AND id = ANY ((SELECT app_sites())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0001_initial"),
        ("tenancy", "0001_tell_who_acts"),
        ("accounts", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        # A site's own facts are public; its work is not.
        EnableRowSecurity(
            "sites_site", read="true", write=MAY_EDIT_SITE, insert="(SELECT app_staff())",
            definer_reads=True,
        ),
        EnableRowSecurity("sites_siteevent", read="(SELECT app_staff())", insert="true"),
        EnableRowSecurity("sites_siteagency"),
        EnableRowSecurity("sites_membership", read=OWN_OR_SITE, write=SITE, definer_reads=True),
        EnableRowSecurity("sites_membershipevent"),
        EnableRowSecurity("sites_invitation"),
        EnableRowSecurity("sites_invitationevent"),
        EnableRowSecurity(
            "sites_breakglass",
            read=OWN_OR_SITE,
            insert="user_id = (SELECT app_user()) AND (SELECT app_staff_role()) = 'administrator'",
            write="user_id = (SELECT app_user())",
            definer_reads=True,
        ),
        EnableRowSecurity(
            "sites_breakglassevent", insert="user_id = (SELECT app_user())", write="false",
            read=SITE,
        ),
    ]
