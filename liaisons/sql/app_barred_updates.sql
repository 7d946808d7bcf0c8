-- Updates about a request that the actor is not cleared for; updates and what belongs to them ask it, never per row.
CREATE OR REPLACE FUNCTION app_barred_updates() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ARRAY(
    SELECT l.update_id FROM public.liaisons_updaterequest l
     WHERE l.site_id = ANY (public.app_sites())
       AND l.request_id = ANY (public.app_barred_requests()))
$$;
