"""Words of requests beside the list's own filters, and from either end: the list pages through what they find.

The index knows the state and the area too, so that words many requests have cost no more when few of them
fit. The statements differ in their direction alone; nothing that was asked becomes part of their text.
"""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions

INDEX = """
DROP FUNCTION IF EXISTS app_search_requests(text, integer, timestamptz, uuid);
DROP INDEX requests_by_their_words;
CREATE INDEX requests_by_their_words ON tta_requests_ttarequest
  USING gin (site_id, status, core_area_id, words);
"""
OLD_INDEX = """
DROP INDEX requests_by_their_words;
CREATE INDEX requests_by_their_words ON tta_requests_ttarequest USING gin (site_id, words);
"""
# As 0017 had it.
BEFORE = """
DROP FUNCTION app_search_requests(
  text, integer, timestamptz, uuid, boolean, bigint, bigint, text, text);
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


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0027_offer_to_providers_only")]
    operations = [
        migrations.RunSQL(INDEX, OLD_INDEX),
        LoadFunctions("app_search_requests", backwards=BEFORE),
    ]
