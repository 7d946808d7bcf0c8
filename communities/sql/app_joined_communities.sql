-- The communities whose posts the person reads: as a member, or as a facilitator by a grant of a Program Manager.
-- A membership taken by a role counts while the person holds a seat with a role the community is open to.
CREATE OR REPLACE FUNCTION app_joined_communities() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(joined.id), '{}') FROM (
    SELECT m.community_id AS id FROM public.communities_member m
      JOIN public.communities_community c ON c.id = m.community_id
     WHERE m.person_id = public.app_user() AND m.status = 'member'
       AND (m.decided_by_id IS NOT NULL
            OR EXISTS (SELECT 1 FROM public.app_live_memberships() held WHERE held.role = ANY (c.open_to)))
    UNION
    SELECT g.community_id FROM public.communities_facilitator g
     WHERE g.person_id = public.app_user()
       AND g.starts_at <= public.app_now() AND (g.ends_at IS NULL OR g.ends_at > public.app_now())
  ) joined
$$;
