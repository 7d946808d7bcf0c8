-- Those of the applications that the person reviews now whose scores they have submitted: they read the others'.
CREATE OR REPLACE FUNCTION app_scored_applications() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(c.application_id), '{}') FROM public.applications_scorecard c
    JOIN public.applications_reviewer r ON r.id = c.reviewer_id
   WHERE r.person_id = public.app_user()
     AND r.starts_at <= public.app_now() AND (r.ends_at IS NULL OR r.ends_at > public.app_now())
     AND c.application_id = ANY (public.app_reviewed_applications())
$$;
