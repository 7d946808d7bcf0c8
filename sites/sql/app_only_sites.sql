-- The sites that the actor's reading is limited to; null for staff and jobs, who read every site. A policy that asks
-- (site_id = ANY (it)) IS NOT FALSE compares no site for them, and none may be null in its table.
-- A page asks it a dozen times: who and when are found once.
CREATE OR REPLACE FUNCTION app_only_sites() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me bigint := public.app_user();
  role text;
  moment timestamptz;
BEGIN
  IF me IS NULL THEN
    RETURN CASE WHEN NOT public.app_is_job() THEN '{}'::bigint[] END;
  END IF;
  role := public.app_staff_role();
  IF role IN ('program-manager', 'tta-coordinator', 'analyst') THEN
    RETURN NULL;
  END IF;
  moment := public.app_now();
  IF role = 'administrator' THEN
    RETURN ARRAY(
      SELECT m.site_id FROM public.app_live_memberships_of(me, moment) m
      UNION
      SELECT b.site_id FROM public.sites_breakglass b
       WHERE b.user_id = me AND b.opened_at <= moment AND b.closes_at > moment);
  END IF;
  RETURN ARRAY(SELECT DISTINCT m.site_id FROM public.app_live_memberships_of(me, moment) m);
END $$;
