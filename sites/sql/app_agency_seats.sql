CREATE OR REPLACE FUNCTION app_agency_seats() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me bigint := public.app_user();
  moment timestamptz := public.app_now();
BEGIN
  RETURN ARRAY(SELECT m.site_id || ':' || m.seat FROM public.app_live_memberships_of(me, moment) m
                WHERE m.role = 'federal-law-enforcement');
END $$;
