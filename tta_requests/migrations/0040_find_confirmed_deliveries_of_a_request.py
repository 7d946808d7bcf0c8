from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0039_name_session_notes")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(kind="confirm-delivery"),
                fields=["request"],
                name="confirmed_deliveries_of_one",
            ),
        ),
    ]
