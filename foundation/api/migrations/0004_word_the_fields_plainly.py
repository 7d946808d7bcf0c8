"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0003_note_when_tokens_are_used"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accesstoken",
            name="with_factor",
            field=models.BooleanField(
                default=False, help_text="Created in a session that had used a second factor."
            ),
        ),
        migrations.AlterField(
            model_name="keptanswer",
            name="claim",
            field=models.UUIDField(
                help_text="The call that created the row; other calls wait for it."
            ),
        ),
        migrations.AlterField(
            model_name="keptanswer",
            name="digest",
            field=models.CharField(help_text="Hash of the method, path, and body.", max_length=64),
        ),
        migrations.AlterField(
            model_name="keptanswer",
            name="key",
            field=models.CharField(
                help_text="Hash of the person and the key.",
                max_length=64,
                primary_key=True,
                serialize=False,
            ),
        ),
    ]
