-- The communities that the person facilitates now and that aren't retired; a Program Manager facilitates all of them.
CREATE OR REPLACE FUNCTION app_facilitated_communities() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(c.id), '{}') FROM public.communities_community c
   WHERE c.status <> 'retired'
     AND (public.app_staff_role() = 'program-manager'
          OR EXISTS (SELECT 1 FROM public.communities_facilitator g
                      WHERE g.community_id = c.id AND g.person_id = public.app_user()
                        AND g.starts_at <= public.app_now()
                        AND (g.ends_at IS NULL OR g.ends_at > public.app_now())))
$$;
