from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaisons", "0013_find_returned_updates_of_an_author")]

    operations = [
        migrations.RemoveIndex("engagementupdate", "updates_newest_of_a_site"),
        migrations.AddIndex(
            "engagementupdate",
            models.Index(
                condition=models.Q(state="submitted"),
                fields=["site", "-occurred_on", "-id"],
                include=["kind", "risk", "next_contact_on"],
                name="updates_newest_of_a_site",
            ),
        ),
    ]
