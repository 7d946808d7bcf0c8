-- Requests with a federal mark that the actor isn't cleared for, of those that the actor could otherwise read something
-- of: at the actor's sites, and shared with or offered to the actor's organization. The policies ask it once a statement.
CREATE OR REPLACE FUNCTION app_barred_requests() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  sites bigint[];
  known uuid[];
  cleared bigint[];
  seats text[];
  worked uuid[];
BEGIN
  IF public.app_staff() THEN
    RETURN '{}';
  END IF;
  sites := public.app_sites();
  IF public.app_organisation() IS NOT NULL THEN
    worked := public.app_worked_requests();
    known := public.app_shared_requests() || ARRAY(
      SELECT o.request_id FROM public.tta_requests_offer o WHERE o.provider_id = public.app_organisation());
  ELSIF NOT EXISTS (
      SELECT FROM public.tta_requests_ttarequest s WHERE s.handling = 'federal' AND s.site_id = ANY (sites)) THEN
    RETURN '{}';
  END IF;
  cleared := public.app_cleared_sites();
  seats := public.app_agency_seats();
  RETURN ARRAY(
    SELECT r.id FROM (
      SELECT s.id, s.site_id, s.federal_agencies FROM public.tta_requests_ttarequest s
       WHERE s.handling = 'federal' AND s.site_id = ANY (sites)
      UNION ALL
      SELECT k.id, k.site_id, k.federal_agencies FROM public.tta_requests_ttarequest k
       WHERE k.handling = 'federal' AND k.id = ANY (known)) r
     WHERE NOT r.site_id = ANY (cleared)
       AND NOT EXISTS (SELECT 1 FROM unnest(r.federal_agencies) a WHERE (r.site_id || ':' || a) = ANY (seats))
       AND (worked IS NULL OR NOT r.id = ANY (worked)));
END $$;
