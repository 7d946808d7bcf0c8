from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0043_report_people_trained")]
    operations = [
        migrations.RemoveIndex(model_name="clock", name="running_clocks_by_due"),
        migrations.RemoveIndex(model_name="ttarequest", name="request_by_status_of_a_site"),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(state="running"),
                fields=["due_at", "id"],
                include=["kind", "site", "request"],
                name="running_clocks_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="ttarequest",
            index=models.Index(
                fields=["site", "status", "-created_at", "-id"],
                include=["handling", "federal_agencies", "submitted_at", "requester"],
                name="request_by_status_of_a_site",
            ),
        ),
    ]
