"""The search index of submitted updates, and the function that searches it, as for requests."""

from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations

from foundation.tenancy.operations import LoadFunctions

FORWARDS = """
ALTER TABLE liaisons_engagementupdate ADD COLUMN words tsvector GENERATED ALWAYS AS (
  to_tsvector('english', summary || ' ' || outcome)) STORED;
CREATE INDEX updates_by_their_words ON liaisons_engagementupdate USING gin (site_id, words);
CREATE POLICY definer ON liaisons_engagementupdate FOR SELECT TO psp_owner USING (true);
"""
BACKWARDS = """
DROP POLICY definer ON liaisons_engagementupdate;
DROP INDEX updates_by_their_words;
ALTER TABLE liaisons_engagementupdate DROP COLUMN words;
"""


class Migration(migrations.Migration):
    dependencies = [("liaisons", "0002_put_the_log_behind_row_security")]
    operations = [
        BtreeGinExtension(),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        LoadFunctions("app_search_updates"),
    ]
