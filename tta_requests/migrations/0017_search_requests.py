"""The words of requests, kept by the database; 0028 loads the function that looks them up."""

from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations

FORWARDS = """
ALTER TABLE tta_requests_ttarequest ADD COLUMN words tsvector GENERATED ALWAYS AS (
  to_tsvector('english', title || ' ' || problem || ' ' || desired_change)) STORED;
CREATE INDEX requests_by_their_words ON tta_requests_ttarequest USING gin (site_id, words);
"""
BACKWARDS = """
DROP FUNCTION IF EXISTS app_search_requests(text, integer, timestamptz, uuid);
DROP INDEX requests_by_their_words;
ALTER TABLE tta_requests_ttarequest DROP COLUMN words;
"""


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0016_know_which_areas_sites_name")]
    operations = [BtreeGinExtension(), migrations.RunSQL(FORWARDS, BACKWARDS)]
