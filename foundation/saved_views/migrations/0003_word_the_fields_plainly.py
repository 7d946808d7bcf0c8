"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("saved", "0002_put_views_behind_row_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="savedview",
            name="tells",
            field=models.BooleanField(
                default=False, help_text="Its owner is notified about new matches."
            ),
        ),
    ]
