-- Requests with a federal mark that the actor is cleared for; the children ask it, never per row.
CREATE OR REPLACE FUNCTION app_barred_requests() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ARRAY(
    SELECT r.id FROM public.tta_requests_ttarequest r
     WHERE r.handling = 'federal'
       AND NOT r.site_id = ANY (public.app_cleared_sites())
       AND NOT EXISTS (SELECT 1 FROM unnest(r.federal_agencies) a
                        WHERE (r.site_id || ':' || a) = ANY (public.app_agency_seats()))
       AND NOT r.id = ANY (public.app_worked_requests()))
$$;
