"""What contacts are found by, kept by the database: names, addresses, and telephone numbers by their digits."""

from django.db import migrations

FORWARDS = """
ALTER TABLE sites_contact ADD COLUMN found_by text GENERATED ALWAYS AS (
  app_found_by(name || ' ' || organisation || ' ' || email || ' ' || phone)
  || ' ' || regexp_replace(app_plain(phone), '[^0-9]+', '', 'g')) STORED;
"""
BACKWARDS = "ALTER TABLE sites_contact DROP COLUMN found_by;"


class Migration(migrations.Migration):
    dependencies = [("sites", "0010_spell_organization"), ("workflow", "0002_fold_text")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
