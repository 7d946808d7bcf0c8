"""The words of requests, kept by the database, and the one function that looks them up.

Text search is not leak-proof: under a policy no index serves it (1,100 ms at 1,000,000 requests). So a
SECURITY DEFINER function adds the sites, the marks and the shares itself and gives ids, which are read
again through the policies. Words that many requests have are found among the newest 5,000 first.
"""

from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations

FORWARDS = """
ALTER TABLE tta_requests_ttarequest ADD COLUMN words tsvector GENERATED ALWAYS AS (
  to_tsvector('english', title || ' ' || problem || ' ' || desired_change)) STORED;
CREATE INDEX requests_by_their_words ON tta_requests_ttarequest USING gin (site_id, words);

CREATE FUNCTION app_search_requests(asked text, most integer, before_at timestamptz, before_id uuid)
RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  query tsquery := websearch_to_tsquery('english', asked);
  sites bigint[] := public.app_sites();
  barred uuid[] := public.app_barred_requests();
  worked uuid[] := public.app_worked_requests();
  at timestamptz := coalesce(before_at, 'infinity');
  last uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  found uuid[];
BEGIN
  IF numnode(query) = 0 THEN
    RETURN '{}';
  END IF;
  IF cardinality(sites) > 20 THEN
    SELECT array_agg(hit.id) INTO found FROM (
      SELECT newest.id FROM (
        SELECT r.id, r.site_id, r.status, r.words, r.created_at FROM public.tta_requests_ttarequest r
         WHERE r.created_at <= at AND (r.created_at, r.id) < (at, last)
         ORDER BY r.created_at DESC, r.id DESC LIMIT 5000) newest
       WHERE newest.words @@ query AND newest.site_id = ANY (sites) AND newest.status <> 'draft'
         AND newest.id <> ALL (barred)
       ORDER BY newest.created_at DESC, newest.id DESC LIMIT most) hit;
    IF cardinality(found) = most THEN
      RETURN found;
    END IF;
  END IF;
  WITH matched AS MATERIALIZED (
    SELECT r.id, r.created_at FROM public.tta_requests_ttarequest r
     WHERE r.words @@ query AND r.site_id = ANY (sites) AND r.status <> 'draft'
    UNION
    SELECT r.id, r.created_at FROM public.tta_requests_ttarequest r
     WHERE r.id = ANY (worked) AND r.words @@ query)
  SELECT array_agg(hit.id) INTO found FROM (
    SELECT m.id FROM matched m
     WHERE (m.created_at, m.id) < (at, last) AND m.id <> ALL (barred)
     ORDER BY m.created_at DESC, m.id DESC LIMIT most) hit;
  RETURN coalesce(found, '{}');
END $$;
"""
BACKWARDS = """
DROP FUNCTION app_search_requests(text, integer, timestamptz, uuid);
DROP INDEX requests_by_their_words;
ALTER TABLE tta_requests_ttarequest DROP COLUMN words;
"""


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0016_know_which_areas_sites_name")]
    operations = [BtreeGinExtension(), migrations.RunSQL(FORWARDS, BACKWARDS)]
