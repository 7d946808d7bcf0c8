"""An index for one area's requests of one site: a site user's filter must not walk the whole area."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0004_refer_to_us_attorneys_offices")]
    operations = [
        migrations.AddIndex(
            model_name="ttarequest",
            index=models.Index(
                fields=["site", "core_area", "-created_at", "-id"],
                name="request_by_area_of_a_site",
            ),
        ),
    ]
