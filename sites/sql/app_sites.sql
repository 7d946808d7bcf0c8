CREATE OR REPLACE FUNCTION app_sites() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
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
