-- Whether an update of that day or a later one came to a site since an instant, also for those it is kept from.
CREATE OR REPLACE FUNCTION app_was_contacted(site bigint, day date, since timestamptz)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT site = ANY (public.app_sites()) AND EXISTS (
    SELECT 1 FROM public.liaisons_engagementupdate u
     WHERE u.site_id = site AND u.state = 'submitted' AND u.occurred_on >= day AND u.submitted_at >= since)
$$;
