"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0002_put_spreadsheets_behind_row_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="content",
            field=models.CharField(
                editable=False,
                help_text="The random name in file storage.",
                max_length=32,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="mapping",
            field=models.JSONField(default=dict, help_text="Field → position of its column."),
        ),
        migrations.AlterField(
            model_name="import",
            name="name",
            field=models.CharField(help_text="The file's name, made safe to show.", max_length=120),
        ),
        migrations.AlterField(
            model_name="import",
            name="report",
            field=models.JSONField(
                default=list, help_text="Line, whether it was imported, and the result."
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="what",
            field=models.CharField(help_text="The kind of import.", max_length=40),
        ),
    ]
