from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0040_find_confirmed_deliveries_of_a_request")]
    operations = [
        migrations.RemoveIndex(model_name="entry", name="confirmed_deliveries_of_one"),
        migrations.RemoveIndex(model_name="ttarequest", name="request_by_status_of_a_site"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(kind="confirm-delivery"),
                fields=["site", "request"],
                include=["kind", "audience"],
                name="confirmed_deliveries_at_a_site",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(state="met"), fields=["stopped_at"], name="met_clocks_by_day"
            ),
        ),
        migrations.AddIndex(
            model_name="hoursentry",
            index=models.Index(
                fields=["site"], include=["request", "spent"], name="hours_spent_at_a_site"
            ),
        ),
        migrations.AddIndex(
            model_name="ttarequest",
            index=models.Index(
                fields=["site", "status", "-created_at", "-id"],
                include=["handling", "federal_agencies", "submitted_at"],
                name="request_by_status_of_a_site",
            ),
        ),
    ]
