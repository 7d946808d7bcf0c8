CREATE OR REPLACE FUNCTION app_sites() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce(public.app_only_sites(), ARRAY(SELECT s.id FROM public.sites_site s));
END $$;
