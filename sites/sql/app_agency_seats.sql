CREATE OR REPLACE FUNCTION app_agency_seats() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ARRAY(SELECT m.site_id || ':' || m.seat FROM public.app_live_memberships() m
                WHERE m.role = 'federal-law-enforcement')
$$;
