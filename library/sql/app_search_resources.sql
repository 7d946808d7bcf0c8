-- The ids of the resources with these words that the actor reads: the same condition as the table's policy.
CREATE OR REPLACE FUNCTION app_search_resources(asked text)
RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  query tsquery := websearch_to_tsquery('english', asked);
  sites bigint[] := public.app_sites();
  signed_in boolean := public.app_user() IS NOT NULL OR public.app_is_job();
BEGIN
  IF numnode(query) = 0 THEN
    RETURN '{}';
  END IF;
  RETURN ARRAY(
    SELECT r.id FROM public.library_resource r
     WHERE r.words @@ query
       AND (r.site_id = ANY (sites) OR r.site_id IS NULL AND signed_in
            OR r.audience = 'public' AND r.archived_at IS NULL));
END $$;
