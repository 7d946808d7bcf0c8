"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0002_put_exports_behind_row_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="export",
            name="place",
            field=models.TextField(blank=True, help_text="Position of the last row written."),
        ),
        migrations.AlterField(
            model_name="export",
            name="scope",
            field=models.CharField(
                help_text="Hash of what the person could see when they requested it.", max_length=64
            ),
        ),
        migrations.AlterField(
            model_name="export",
            name="what",
            field=models.CharField(help_text="The exported list.", max_length=40),
        ),
        migrations.AlterField(
            model_name="export",
            name="written",
            field=models.PositiveBigIntegerField(
                default=0, help_text="Number of bytes in the unfinished file that are complete."
            ),
        ),
    ]
