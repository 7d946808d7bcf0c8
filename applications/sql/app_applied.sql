-- The application that a mailed link opens, as long as the link is neither over nor replaced.
CREATE OR REPLACE FUNCTION app_applied() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.application_id FROM public.applications_draftlink l
   WHERE l.id = CASE WHEN public.app_actor() LIKE 'system:applicant:%'
                     THEN substr(public.app_actor(), 18)::uuid END
     AND l.revoked_at IS NULL AND l.expires_at > public.app_now()
$$;
