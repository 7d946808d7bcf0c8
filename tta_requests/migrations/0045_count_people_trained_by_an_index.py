from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0044_find_the_first_clocks_by_an_index")]

    operations = [
        migrations.AddIndex(
            model_name="ttarequest",
            index=models.Index(
                condition=models.Q(people_trained__isnull=False),
                fields=["site"],
                include=["id", "people_trained", "handling", "federal_agencies", "submitted_at"],
                name="people_trained_at_a_site",
            ),
        ),
    ]
