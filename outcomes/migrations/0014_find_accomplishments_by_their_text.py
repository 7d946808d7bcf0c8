"""What accomplishments are found by, kept by the database: a search folded each of their texts."""

from django.db import migrations

FORWARDS = """
ALTER TABLE outcomes_accomplishment ADD COLUMN found_by text
  GENERATED ALWAYS AS (app_found_by(headline || ' ' || narrative)) STORED;
"""
BACKWARDS = "ALTER TABLE outcomes_accomplishment DROP COLUMN found_by;"


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0013_show_each_engagement"), ("workflow", "0002_fold_text")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
