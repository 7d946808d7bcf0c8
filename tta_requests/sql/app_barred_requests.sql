-- Of the requests that the actor could otherwise read something of (at the actor's sites, and shared with or offered to
-- the actor's organization), those that their federal mark bars. The policies ask it once a statement.
CREATE OR REPLACE FUNCTION app_barred_requests() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  sites bigint[];
  known uuid[];
BEGIN
  IF public.app_staff() THEN
    RETURN '{}';
  END IF;
  sites := public.app_sites();
  IF public.app_organisation() IS NOT NULL THEN
    known := public.app_shared_requests() || ARRAY(
      SELECT o.request_id FROM public.tta_requests_offer o WHERE o.provider_id = public.app_organisation());
  ELSIF NOT EXISTS (
      SELECT FROM public.tta_requests_ttarequest s WHERE s.handling = 'federal' AND s.site_id = ANY (sites)) THEN
    RETURN '{}';
  END IF;
  RETURN public.app_barred_at(sites, known);
END $$;
