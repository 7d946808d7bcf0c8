-- The communities that the person may join without being admitted: open to a role they hold at a site now.
-- Someone who was removed from one once may only ask.
CREATE OR REPLACE FUNCTION app_open_communities() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(c.id), '{}') FROM public.communities_community c
   WHERE c.status <> 'retired'
     AND EXISTS (SELECT 1 FROM public.app_live_memberships() held WHERE held.role = ANY (c.open_to))
     AND NOT EXISTS (SELECT 1 FROM public.communities_member m
                      WHERE m.community_id = c.id AND m.person_id = public.app_user() AND m.status = 'removed')
$$;
