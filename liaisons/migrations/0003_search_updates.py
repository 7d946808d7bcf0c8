"""The words of updates on the record, and the function that looks them up, as for requests."""

from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations

FORWARDS = """
ALTER TABLE liaisons_engagementupdate ADD COLUMN words tsvector GENERATED ALWAYS AS (
  to_tsvector('english', summary || ' ' || outcome)) STORED;
CREATE INDEX updates_by_their_words ON liaisons_engagementupdate USING gin (site_id, words);
CREATE POLICY definer ON liaisons_engagementupdate FOR SELECT TO psp_owner USING (true);

CREATE FUNCTION app_search_updates(asked text, most integer)
RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  query tsquery := websearch_to_tsquery('english', asked);
  sites bigint[] := public.app_sites();
  found uuid[];
BEGIN
  IF numnode(query) = 0 THEN
    RETURN '{}';
  END IF;
  WITH matched AS MATERIALIZED (
    SELECT u.id, u.occurred_on FROM public.liaisons_engagementupdate u
     WHERE u.words @@ query AND u.site_id = ANY (sites) AND u.state <> 'draft')
  SELECT array_agg(hit.id) INTO found FROM (
    SELECT m.id FROM matched m ORDER BY m.occurred_on DESC, m.id DESC LIMIT most) hit;
  RETURN coalesce(found, '{}');
END $$;
"""
BACKWARDS = """
DROP FUNCTION app_search_updates(text, integer);
DROP POLICY definer ON liaisons_engagementupdate;
DROP INDEX updates_by_their_words;
ALTER TABLE liaisons_engagementupdate DROP COLUMN words;
"""


class Migration(migrations.Migration):
    dependencies = [("liaisons", "0002_put_the_log_behind_row_security")]
    operations = [BtreeGinExtension(), migrations.RunSQL(FORWARDS, BACKWARDS)]
