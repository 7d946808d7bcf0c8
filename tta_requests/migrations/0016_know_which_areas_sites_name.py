"""Which core areas a site names is no chance: without knowing, PostgreSQL reads an area's index from end to end
where the few sites of a liaison never named it (125,040 rows for none at 1,000,000 requests)."""

from django.db import migrations

FORWARDS = """
CREATE STATISTICS areas_of_sites (mcv, ndistinct) ON site_id, core_area_id FROM tta_requests_ttarequest;
ALTER STATISTICS areas_of_sites SET STATISTICS 1000;
"""


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0015_answer_referrals")]
    operations = [migrations.RunSQL(FORWARDS, "DROP STATISTICS areas_of_sites")]
