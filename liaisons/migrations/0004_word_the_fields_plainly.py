"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("liaisons", "0003_search_updates"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contactstandard",
            name="due_days",
            field=models.PositiveSmallIntegerField(
                default=30,
                help_text="The liaison gets a reminder after this many days.",
                verbose_name="update due after (days)",
            ),
        ),
        migrations.AlterField(
            model_name="contactstandard",
            name="overdue_days",
            field=models.PositiveSmallIntegerField(
                default=45,
                help_text="The caseload shows the site in red after this many days.",
                verbose_name="contact overdue after (days)",
            ),
        ),
        migrations.AlterField(
            model_name="engagementupdate",
            name="edited_in",
            field=models.CharField(
                blank=True, help_text="The nonce of the form it was last saved from.", max_length=64
            ),
        ),
        migrations.AlterField(
            model_name="engagementupdateevent",
            name="edited_in",
            field=models.CharField(
                blank=True, help_text="The nonce of the form it was last saved from.", max_length=64
            ),
        ),
    ]
