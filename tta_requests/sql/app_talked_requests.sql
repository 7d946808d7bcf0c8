CREATE OR REPLACE FUNCTION app_talked_requests() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ARRAY(
    SELECT s.request_id FROM public.tta_requests_share s
     WHERE s.organisation_id = public.app_organisation() AND s.level = 'talk'
       AND s.starts_at <= public.app_now() AND (s.ends_at IS NULL OR s.ends_at > public.app_now()))
$$;
