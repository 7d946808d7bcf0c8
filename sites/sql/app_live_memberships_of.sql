-- A person's seats that give access at an instant: the one place that says which do. It has neither rights nor a search
-- path of its own: PostgreSQL then plans it as a part of the query that asks, and starts no second one.
CREATE OR REPLACE FUNCTION app_live_memberships_of(person bigint, moment timestamptz)
RETURNS TABLE (site_id bigint, role text, seat text) LANGUAGE sql STABLE AS $$
  SELECT m.site_id, m.role::text, m.seat::text
    FROM public.sites_membership m
   WHERE m.user_id = person
     AND EXISTS (SELECT FROM public.accounts_user u WHERE u.id = person AND u.is_active)
     AND m.starts_at <= moment
     AND (m.ends_at IS NULL OR m.ends_at > moment)
     AND (m.approval_id IS NULL OR EXISTS (
       SELECT FROM public.sites_seatapproval a WHERE a.id = m.approval_id AND a.state IN ('approved', 'review')))
$$;
