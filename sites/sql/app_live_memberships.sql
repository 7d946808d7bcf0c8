CREATE OR REPLACE FUNCTION app_live_memberships() RETURNS TABLE (site_id bigint, role text, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.site_id, m.role, m.seat FROM public.app_live_memberships_of(public.app_user(), public.app_now()) m
$$;
