"""Columns for mail that is sent between two transactions, and the mail gate."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_vacuum_often")]
    operations = [
        migrations.AddField(
            model_name="message",
            name="sending",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="message",
            name="gives_up_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="maybe_sent",
            field=models.SmallIntegerField(
                db_default=0,
                default=0,
                help_text="How often the mail server may have accepted it without saying so.",
            ),
        ),
        migrations.CreateModel(
            name="MailGate",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("busy_until", models.DateTimeField()),
                ("failures", models.SmallIntegerField(default=0)),
            ],
        ),
    ]
