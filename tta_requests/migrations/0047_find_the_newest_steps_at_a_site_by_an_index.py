from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0046_search_the_newest_of_few_sites_first")]
    operations = [
        migrations.RemoveIndex(model_name="entry", name="entries_newest_of_a_site"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["site", "-created_at"],
                include=["id", "request", "kind", "audience"],
                name="entries_newest_of_a_site",
            ),
        ),
    ]
