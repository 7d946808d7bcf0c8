"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_put_notices_behind_row_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ledger",
            name="key",
            field=models.CharField(
                help_text="Identifies the notice, so it's sent once.", max_length=160
            ),
        ),
        migrations.AlterField(
            model_name="ledger",
            name="mail",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sent", "Sent"),
                    ("off", "Turned off by the reader"),
                    ("inactive", "Not sent: the account is closed"),
                    ("no-right", "Not sent: the reader no longer has access to the site"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="ledger",
            name="step",
            field=models.CharField(
                blank=True, help_text="Escalation step, such as 80.", max_length=40
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="action",
            field=models.CharField(help_text="The action it asks for, as a verb.", max_length=60),
        ),
        migrations.AlterField(
            model_name="notification",
            name="due_line",
            field=models.CharField(
                blank=True, help_text="The deadline, and any days skipped.", max_length=240
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="weight",
            field=models.CharField(
                choices=[
                    ("normal", "Normal"),
                    ("critical", "Critical: also sent during quiet hours"),
                    ("account", "Account and security: can't be turned off"),
                ],
                default="normal",
                max_length=10,
            ),
        ),
    ]
