CREATE OR REPLACE FUNCTION app_search_updates(asked text, most integer)
RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  query tsquery := websearch_to_tsquery('english', asked);
  sites bigint[] := public.app_sites();
  barred uuid[] := public.app_barred_updates();
  found uuid[];
BEGIN
  IF numnode(query) = 0 THEN
    RETURN '{}';
  END IF;
  WITH matched AS MATERIALIZED (
    SELECT u.id, u.occurred_on FROM public.liaisons_engagementupdate u
     WHERE u.words @@ query AND u.site_id = ANY (sites) AND u.state <> 'draft' AND u.id <> ALL (barred))
  SELECT array_agg(hit.id) INTO found FROM (
    SELECT m.id FROM matched m ORDER BY m.occurred_on DESC, m.id DESC LIMIT most) hit;
  RETURN coalesce(found, '{}');
END $$;
