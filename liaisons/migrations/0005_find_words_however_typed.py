"""The words of updates on the record, folded as those of requests are."""

from django.db import migrations

FORWARDS = """
ALTER TABLE liaisons_engagementupdate ALTER COLUMN words
  SET EXPRESSION AS (app_words(summary || ' ' || outcome));
"""
BACKWARDS = """
ALTER TABLE liaisons_engagementupdate ALTER COLUMN words
  SET EXPRESSION AS (to_tsvector('english', summary || ' ' || outcome));
"""


class Migration(migrations.Migration):
    dependencies = [("liaisons", "0004_word_the_fields_plainly"), ("workflow", "0002_fold_text")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
