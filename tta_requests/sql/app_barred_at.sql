-- Requests with a federal mark that the actor isn't cleared for, of those at some sites and some that are known otherwise.
CREATE OR REPLACE FUNCTION app_barred_at(sites bigint[], known uuid[]) RETURNS uuid[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  cleared bigint[] := public.app_cleared_sites();
  seats text[] := public.app_agency_seats();
  worked uuid[] := public.app_worked_requests();
BEGIN
  RETURN ARRAY(
    SELECT r.id FROM (
      SELECT s.id, s.site_id, s.federal_agencies FROM public.tta_requests_ttarequest s
       WHERE s.handling = 'federal' AND s.site_id = ANY (sites)
      UNION ALL
      SELECT k.id, k.site_id, k.federal_agencies FROM public.tta_requests_ttarequest k
       WHERE k.handling = 'federal' AND k.id = ANY (known)) r
     WHERE NOT r.site_id = ANY (cleared)
       AND NOT EXISTS (SELECT 1 FROM unnest(r.federal_agencies) a WHERE (r.site_id || ':' || a) = ANY (seats))
       AND NOT r.id = ANY (worked));
END $$;
