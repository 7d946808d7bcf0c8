"""What summits, sessions, speakers, and session notes are found by, kept by the database."""

from django.db import migrations

TEXTS = {
    "summits_summit": (
        "name || ' ' || theme || ' ' || city || ' ' || state || ' ' || venue"
        " || ' ' || extract(year from starts_on)::text"
    ),
    "summits_session": "title || ' ' || text",
    "summits_speaker": "name || ' ' || position",
    "summits_sessionnote": "text",
}


class Migration(migrations.Migration):
    dependencies = [("summits", "0007_hold_registrations_to_their_person"), ("workflow", "0002_fold_text")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD COLUMN found_by text"
            f" GENERATED ALWAYS AS (app_found_by({text})) STORED;",
            f"ALTER TABLE {table} DROP COLUMN found_by;",
        )
        for table, text in TEXTS.items()
    ]
