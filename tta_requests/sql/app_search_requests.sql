-- Text search is not leak-proof: under a policy no index serves it (1,100 ms at 1,000,000 requests). So this
-- SECURITY DEFINER function adds the sites, the marks and the shares itself and gives ids, which are read
-- again through the policies. Words that many requests have are found among the newest 5,000 first, or among
-- some 1,500 of a few sites: those since the instant to which so many of each site reach back. The statements
-- differ in their direction alone; nothing that was asked becomes part of their text.
CREATE OR REPLACE FUNCTION app_search_requests(
  asked text, most integer, place_at timestamptz, place_id uuid, backwards boolean,
  at_site bigint, in_area bigint, in_status text, with_urgency text)
RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  query tsquery := websearch_to_tsquery('english', asked);
  sites bigint[] := public.app_sites();
  barred uuid[] := public.app_barred_requests();
  worked uuid[] := public.app_worked_requests();
  side text := CASE WHEN backwards THEN '>' ELSE '<' END;
  way text := CASE WHEN backwards THEN 'ASC' ELSE 'DESC' END;
  at timestamptz := coalesce(place_at, CASE WHEN backwards THEN '-infinity' ELSE 'infinity' END::timestamptz);
  last uuid := coalesce(place_id, CASE WHEN backwards THEN '00000000-0000-0000-0000-000000000000'
                                       ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff' END::uuid);
  fits text := 'r.words @@ $1 AND r.status <> ''draft'''
    ' AND ($6 IS NULL OR r.core_area_id = $6) AND ($7 = '''' OR r.status = $7)'
    ' AND ($8 = '''' OR r.urgency = $8)';
  edge timestamptz;
  found uuid[];
BEGIN
  IF numnode(query) = 0 THEN
    RETURN '{}';
  END IF;
  IF at_site IS NOT NULL THEN
    sites := CASE WHEN at_site = ANY (sites) THEN ARRAY[at_site] ELSE '{}' END;
  END IF;
  IF cardinality(sites) > 20 THEN
    EXECUTE format($sql$
      SELECT array_agg(hit.id) FROM (
        SELECT r.id FROM (
          SELECT n.id, n.site_id, n.status, n.core_area_id, n.urgency, n.words, n.created_at
            FROM public.tta_requests_ttarequest n
           WHERE n.created_at %1$s= $2 AND (n.created_at, n.id) %1$s ($2, $3)
           ORDER BY n.created_at %2$s, n.id %2$s LIMIT 5000) r
         WHERE %3$s AND r.site_id = ANY ($4) AND r.id <> ALL ($5)
         ORDER BY r.created_at %2$s, r.id %2$s LIMIT $9) hit $sql$, side, way, fits)
    INTO found USING query, at, last, sites, barred, in_area, in_status, with_urgency, most;
    IF cardinality(found) = most THEN
      RETURN found;
    END IF;
  ELSIF cardinality(sites) > 0 AND cardinality(worked) = 0 THEN
    EXECUTE format($sql$
      SELECT %3$s(far.created_at) FROM unnest($1) site, LATERAL (
        SELECT n.created_at FROM public.tta_requests_ttarequest n
         WHERE n.site_id = site AND n.created_at %1$s= $2
         ORDER BY n.created_at %2$s, n.id %2$s OFFSET $3 LIMIT 1) far $sql$,
      side, way, CASE WHEN backwards THEN 'min' ELSE 'max' END)
    INTO edge USING sites, at, 1500 / cardinality(sites);
    IF edge IS NOT NULL THEN
      EXECUTE format($sql$
        SELECT array_agg(hit.id) FROM (
          SELECT r.id FROM public.tta_requests_ttarequest r
           WHERE %3$s AND r.site_id = ANY ($4) AND r.id <> ALL ($5)
             AND r.created_at BETWEEN least($2, $10) AND greatest($2, $10) AND (r.created_at, r.id) %1$s ($2, $3)
           ORDER BY r.created_at %2$s, r.id %2$s LIMIT $9) hit $sql$, side, way, fits)
      INTO found USING query, at, last, sites, barred, in_area, in_status, with_urgency, most, edge;
      IF cardinality(found) = most THEN
        RETURN found;
      END IF;
    END IF;
  END IF;
  EXECUTE format($sql$
    WITH matched AS MATERIALIZED (
      SELECT r.id, r.created_at FROM public.tta_requests_ttarequest r WHERE %3$s AND r.site_id = ANY ($4)
      UNION
      SELECT r.id, r.created_at FROM public.tta_requests_ttarequest r
       WHERE %3$s AND r.id = ANY ($10) AND ($11 IS NULL OR r.site_id = $11))
    SELECT array_agg(hit.id) FROM (
      SELECT m.id FROM matched m
       WHERE (m.created_at, m.id) %1$s ($2, $3) AND m.id <> ALL ($5)
       ORDER BY m.created_at %2$s, m.id %2$s LIMIT $9) hit $sql$, side, way, fits)
  INTO found USING query, at, last, sites, barred, in_area, in_status, with_urgency, most, worked, at_site;
  RETURN coalesce(found, '{}');
END $$;
