CREATE OR REPLACE FUNCTION app_cleared_sites() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN public.app_staff() THEN ARRAY(SELECT s.id FROM public.sites_site s)
  ELSE ARRAY(
    SELECT m.site_id FROM public.app_live_memberships() m
     WHERE m.role = 'program-office-champion'
        OR (m.role = 'point-of-contact' AND m.seat = 'usao')) END
$$;
