-- The applications under review that the person reviews now; never one of an agency where they hold or held a seat.
CREATE OR REPLACE FUNCTION app_reviewed_applications() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(a.id), '{}') FROM public.applications_reviewer r
    JOIN public.applications_application a ON a.id = r.application_id
   WHERE r.person_id = public.app_user() AND a.status = 'under-review'
     AND r.starts_at <= public.app_now() AND (r.ends_at IS NULL OR r.ends_at > public.app_now())
     AND NOT public.app_was_seated_at(r.person_id, a.ori)
$$;
