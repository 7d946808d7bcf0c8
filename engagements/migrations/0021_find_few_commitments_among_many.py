"""Find canceled commitments, and one person's at a site, without reading all that are open there.

The owner of a commitment is nearly always a person of its site. Without knowing that, PostgreSQL expects sixty times
fewer of them than there are, and sorts what an index has in order.
"""

from django.db import migrations, models
from django.db.models import Q

CANCELED = Q(done_at__isnull=True) & ~Q(dropped_reason="")
KNOW_OWNERS = """
CREATE STATISTICS commitment_owners_of_a_site (dependencies) ON site_id, owner_id FROM tta_requests_commitment;
ANALYZE tta_requests_commitment (site_id, owner_id);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0020_keep_files_of_assessments_and_plans"),
        ("tta_requests", "0044_find_the_first_clocks_by_an_index"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["due_on", "id"], condition=CANCELED, name="canceled_commitments_by_day"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["site", "due_on", "id"],
                condition=CANCELED,
                name="canceled_commitments_of_a_site",
            ),
        ),
        migrations.RunSQL(KNOW_OWNERS, "DROP STATISTICS commitment_owners_of_a_site"),
    ]
