-- The requests that their federal mark bars the actor from, at every site: whoever gets a further site while waiting for a
-- lock meets more barred requests without losing any.
CREATE OR REPLACE FUNCTION app_barred_anywhere() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN public.app_barred_at(ARRAY(SELECT s.id FROM public.sites_site s), '{}');
END $$;
