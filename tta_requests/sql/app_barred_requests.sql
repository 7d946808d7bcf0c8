-- Requests with a federal mark that the actor isn't cleared for; the policies ask it once a statement, never per row.
CREATE OR REPLACE FUNCTION app_barred_requests() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  cleared bigint[];
  seats text[];
  worked uuid[];
BEGIN
  IF public.app_staff() THEN
    RETURN '{}';
  END IF;
  cleared := public.app_cleared_sites();
  seats := public.app_agency_seats();
  worked := public.app_worked_requests();
  RETURN ARRAY(
    SELECT r.id FROM public.tta_requests_ttarequest r
     WHERE r.handling = 'federal'
       AND NOT r.site_id = ANY (cleared)
       AND NOT EXISTS (SELECT 1 FROM unnest(r.federal_agencies) a WHERE (r.site_id || ':' || a) = ANY (seats))
       AND NOT r.id = ANY (worked));
END $$;
