from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaisons", "0012_mend_what_federal_updates_left")]

    operations = [
        migrations.AddIndex(
            model_name="engagementupdate",
            index=models.Index(
                condition=models.Q(review="returned"),
                fields=["author"],
                name="returned_updates_of_an_author",
            ),
        ),
    ]
