CREATE OR REPLACE FUNCTION app_live_memberships() RETURNS TABLE (site_id bigint, role text, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.site_id, m.role::text, m.seat::text
    FROM public.sites_membership m
    JOIN public.accounts_user u ON u.id = m.user_id
    LEFT JOIN public.sites_seatapproval a ON a.id = m.approval_id
   WHERE m.user_id = public.app_user() AND u.is_active
     AND m.starts_at <= public.app_now()
     AND (m.ends_at IS NULL OR m.ends_at > public.app_now())
     AND (m.approval_id IS NULL OR a.state IN ('approved', 'review'))
$$;
