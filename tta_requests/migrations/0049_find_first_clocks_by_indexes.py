from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0048_compare_no_site_for_staff")]
    operations = [
        migrations.RemoveIndex(model_name="clock", name="running_clocks_by_due"),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(state="running"),
                fields=["due_at", "id"],
                include=["kind", "site", "request", "warn_at"],
                name="running_clocks_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(state="running"),
                fields=["request", "due_at", "id"],
                include=["kind", "site", "warn_at"],
                name="running_clocks_of_a_request",
            ),
        ),
    ]
