CREATE OR REPLACE FUNCTION app_cleared_sites() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me bigint := public.app_user();
  moment timestamptz := public.app_now();
BEGIN
  IF public.app_staff() THEN
    RETURN ARRAY(SELECT s.id FROM public.sites_site s);
  END IF;
  RETURN ARRAY(
    SELECT m.site_id FROM public.app_live_memberships_of(me, moment) m
     WHERE m.role = 'program-office-champion'
        OR (m.role = 'point-of-contact' AND m.seat = 'usao'));
END $$;
