"""Leave a notice, with its day alone, for each correction and withdrawal that there was."""

from django.db import migrations

TELL = """
INSERT INTO outcomes_publicnotice (id, site_id, accomplishment_id, kind, words, told_at)
SELECT gen_random_uuid(), site_id, accomplishment_id,
       CASE step WHEN 'correct' THEN 'corrected' ELSE 'withdrawn' END, '', made_at
  FROM outcomes_accomplishmentstep
 WHERE step IN ('correct', 'withdraw')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0009_leave_public_notices'),
    ]

    operations = [
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
    ]
