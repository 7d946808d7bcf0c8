"""Spell organization the American way in Python; the table and its column keep their names."""

import django.db.models.deletion
from django.db import migrations, models

HELP = "For staff of a TTA provider or a federal office. They see what is shared with it."


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_word_the_fields_plainly")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Organisation", "Organization"),
                migrations.AlterModelTable("organization", "accounts_organisation"),
                migrations.RenameField("user", "organisation", "organization"),
                migrations.RenameField("userevent", "organisation", "organization"),
                migrations.AlterField(
                    "user",
                    "organization",
                    models.ForeignKey(
                        "accounts.organization",
                        blank=True,
                        db_column="organisation_id",
                        help_text=HELP,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        verbose_name="organization",
                    ),
                ),
                migrations.AlterField(
                    "userevent",
                    "organization",
                    models.ForeignKey(
                        "accounts.organization",
                        blank=True,
                        db_column="organisation_id",
                        db_constraint=False,
                        help_text=HELP,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        verbose_name="organization",
                    ),
                ),
            ]
        )
    ]
