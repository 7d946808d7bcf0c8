CREATE OR REPLACE FUNCTION app_staff() RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN public.app_is_job() OR public.app_staff_role() IN ('program-manager', 'tta-coordinator');
END $$;
