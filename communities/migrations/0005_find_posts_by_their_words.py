"""Let members find posts by their words, and read the newest of a community from an index."""

from django.db import migrations, models

from foundation.tenancy.operations import LoadFunctions

WORDS = """
ALTER TABLE communities_post ADD COLUMN words tsvector GENERATED ALWAYS AS (app_words(text)) STORED;
CREATE INDEX posts_by_their_words ON communities_post USING gin (words);
CREATE POLICY definer ON communities_post FOR SELECT TO psp_owner USING (true);
"""
NO_WORDS = """
DROP POLICY definer ON communities_post;
DROP INDEX posts_by_their_words;
ALTER TABLE communities_post DROP COLUMN words;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0004_record_attendance_and_follow_posts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['community', '-made_at'], name='posts_of_a_community'),
        ),
        migrations.RunSQL(WORDS, NO_WORDS),
        LoadFunctions("app_search_posts"),
    ]
