-- The sites that the actor's reading is limited to; null for staff and jobs, who read every site. A policy that asks
-- (site_id = ANY (it)) IS NOT FALSE compares no site for them, and none may be null in its table.
CREATE OR REPLACE FUNCTION app_only_sites() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE role text;
BEGIN
  IF public.app_is_job() THEN
    RETURN NULL;
  END IF;
  IF public.app_user() IS NULL THEN
    RETURN '{}';
  END IF;
  role := public.app_staff_role();
  IF role IN ('program-manager', 'tta-coordinator', 'analyst') THEN
    RETURN NULL;
  END IF;
  IF role = 'administrator' THEN
    RETURN ARRAY(
      SELECT m.site_id FROM public.app_live_memberships() m
      UNION
      SELECT b.site_id FROM public.sites_breakglass b
       WHERE b.user_id = public.app_user() AND b.opened_at <= public.app_now() AND b.closes_at > public.app_now());
  END IF;
  RETURN ARRAY(SELECT DISTINCT m.site_id FROM public.app_live_memberships() m);
END $$;
