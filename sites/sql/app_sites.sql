CREATE OR REPLACE FUNCTION app_sites() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE sites bigint[] := public.app_only_sites();
BEGIN
  IF sites IS NULL THEN
    RETURN ARRAY(SELECT s.id FROM public.sites_site s);
  END IF;
  RETURN sites;
END $$;
