"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_send_mail_outside_the_claim"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="maybe_sent",
            field=models.SmallIntegerField(
                db_default=0,
                default=0,
                help_text="How many times the mail server may have accepted it without confirming.",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[("queued", "Waiting"), ("done", "Done"), ("dead", "Failed")],
                default="queued",
                max_length=10,
            ),
        ),
    ]
