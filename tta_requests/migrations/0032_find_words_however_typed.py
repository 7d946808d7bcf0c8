"""The words of requests, folded: the rows are written again, which sees all of them, whoever owns the table."""

from django.db import migrations

FORWARDS = """
ALTER TABLE tta_requests_ttarequest ALTER COLUMN words
  SET EXPRESSION AS (app_words(title || ' ' || problem || ' ' || desired_change));
"""
BACKWARDS = """
ALTER TABLE tta_requests_ttarequest ALTER COLUMN words
  SET EXPRESSION AS (to_tsvector('english', title || ' ' || problem || ' ' || desired_change));
"""


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0031_spell_organization"), ("workflow", "0002_fold_text")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
