-- The summits that the person organizes now, by a grant of a Program Manager.
CREATE OR REPLACE FUNCTION app_organized_summits() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(g.summit_id), '{}') FROM public.summits_grant g
   WHERE g.person_id = public.app_user() AND g.role = 'organizer'
     AND g.starts_at <= public.app_now() AND (g.ends_at IS NULL OR g.ends_at > public.app_now())
$$;
