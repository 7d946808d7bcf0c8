"""List a provider's absence of the same days once."""

from django.db import migrations, models

# Of two absences on the same days, the older one stays.
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
        migrations.RunSQL(TWICE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.UniqueConstraint(fields=('provider', 'starts_on', 'ends_on'), name='an_absence_is_listed_once'),
        ),
    ]
