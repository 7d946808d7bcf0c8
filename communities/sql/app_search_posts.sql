-- The ids of the newest posts and replies with these words in communities the person joined, at most so many.
-- First among the newest of each community, whatever the word; only a word they lack asks the index of words.
CREATE OR REPLACE FUNCTION app_search_posts(asked text, most integer)
RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  query tsquery := websearch_to_tsquery('english', asked);
  joined uuid[] := public.app_joined_communities();
  found uuid[];
BEGIN
  IF numnode(query) = 0 OR cardinality(joined) = 0 THEN
    RETURN '{}';
  END IF;
  found := ARRAY(
    SELECT p.id FROM unnest(joined) AS c(id), LATERAL (
        SELECT n.id, n.made_at, n.words FROM public.communities_post n
         WHERE n.community_id = c.id AND n.hidden_at IS NULL ORDER BY n.made_at DESC LIMIT 1000) p
     WHERE p.words @@ query ORDER BY p.made_at DESC, p.id DESC LIMIT most);
  IF cardinality(found) = most THEN
    RETURN found;
  END IF;
  RETURN ARRAY(
    WITH hits AS MATERIALIZED (
      SELECT p.id, p.made_at, p.community_id, p.hidden_at FROM public.communities_post p WHERE p.words @@ query)
    SELECT h.id FROM hits h WHERE h.community_id = ANY (joined) AND h.hidden_at IS NULL
     ORDER BY h.made_at DESC, h.id DESC LIMIT most);
END $$;
