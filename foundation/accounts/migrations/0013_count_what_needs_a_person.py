"""The header's count, in a column of the session: a page that counted leaves the session's data alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_find_people_however_typed")]
    operations = [
        migrations.AddField(
            "portalsession",
            "needs",
            models.PositiveIntegerField(
                null=True, help_text="How many things needed its person when a page last counted."
            ),
        ),
    ]
