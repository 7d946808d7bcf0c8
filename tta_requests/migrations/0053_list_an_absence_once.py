"""List a provider's absence of the same days once."""

from django.db import migrations, models

# Of two absences on the same days, the older one stays, with the reasons of both.
REASONS = """
    UPDATE tta_requests_absence a SET reason = left(same.reasons, 140)
    FROM (SELECT provider_id, starts_on, ends_on, string_agg(reason, '; ' ORDER BY first) AS reasons
            FROM (SELECT provider_id, starts_on, ends_on, reason, min(id) AS first FROM tta_requests_absence
                   WHERE reason <> '' GROUP BY provider_id, starts_on, ends_on, reason) said
           GROUP BY provider_id, starts_on, ends_on) same
    WHERE same.provider_id = a.provider_id AND same.starts_on = a.starts_on AND same.ends_on = a.ends_on
    AND same.reasons <> a.reason
"""
TWICE = """
    DELETE FROM tta_requests_absence later USING tta_requests_absence earlier
    WHERE later.provider_id = earlier.provider_id AND later.starts_on = earlier.starts_on
    AND later.ends_on = earlier.ends_on AND earlier.id < later.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0052_link_two_requests_once'),
    ]

    operations = [
        migrations.RunSQL(REASONS, migrations.RunSQL.noop),
        migrations.RunSQL(TWICE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.UniqueConstraint(fields=('provider', 'starts_on', 'ends_on'), name='an_absence_is_listed_once'),
        ),
    ]
