"""Spell organization the American way in Python; the columns keep their names.

Unfinished imports of contacts map columns by field name, so their mapping gets the new spelling.
"""

from django.db import migrations, models


def column() -> models.CharField:
    """Return the field as it is now."""
    return models.CharField(
        "Organization", max_length=120, blank=True, db_column="organisation"
    )


RENAME = """
UPDATE imports_import
SET mapping = (mapping - '{old}') || jsonb_build_object('{new}', mapping -> '{old}')
WHERE what = 'contacts' AND mapping ? '{old}'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0009_word_the_fields_plainly"),
        ("imports", "0003_word_the_fields_plainly"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("contact", "organisation", "organization"),
                migrations.RenameField("contactevent", "organisation", "organization"),
                migrations.AlterField("contact", "organization", column()),
                migrations.AlterField("contactevent", "organization", column()),
            ]
        ),
        migrations.RunSQL(
            RENAME.format(old="organisation", new="organization"),
            RENAME.format(old="organization", new="organisation"),
        ),
    ]
