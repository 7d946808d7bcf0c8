"""Create calendar feeds, each behind row security for its owner and for the job that opens an address."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import OWN, EnableRowSecurity

JOB = "(SELECT app_actor()) = 'system:feeds'"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("tta_requests", "0013_put_evaluations_behind_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="Hash of the secret part of the address.",
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={"ordering": ["pk"]},
        ),
        EnableRowSecurity("agenda_feed", read=f"{OWN} OR {JOB}", insert=OWN),
    ]
