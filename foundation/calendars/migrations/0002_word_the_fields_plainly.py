"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calendars", "0001_list_closed_days"),
    ]

    operations = [
        migrations.AlterField(
            model_name="closedday",
            name="date",
            field=models.DateField(help_text="The day offices are closed.", unique=True),
        ),
        migrations.AlterField(
            model_name="closedday",
            name="observed_for",
            field=models.DateField(
                blank=True,
                help_text="The date of the holiday itself, if it's observed on a different day.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="closedday",
            name="short_name",
            field=models.CharField(
                help_text="Short name used with deadlines, such as “Thanksgiving skipped.”",
                max_length=60,
            ),
        ),
        migrations.AlterField(
            model_name="closedday",
            name="source",
            field=models.CharField(
                help_text="The statute, order, or page it comes from.", max_length=300
            ),
        ),
    ]
