"""What people are found by, kept by the database; Django's models do not know the column."""

from django.db import migrations

FORWARDS = """
ALTER TABLE accounts_user ADD COLUMN found_by text
  GENERATED ALWAYS AS (app_found_by(name || ' ' || email)) STORED;
"""
BACKWARDS = "ALTER TABLE accounts_user DROP COLUMN found_by;"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_spell_organization"), ("workflow", "0002_fold_text")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
