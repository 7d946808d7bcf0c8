"""Spell organization the American way in Python; the columns keep their names."""

import django.db.models.deletion
from django.db import migrations, models


def key() -> models.ForeignKey:
    """The field as it is now."""
    return models.ForeignKey(
        "accounts.organization",
        db_column="organisation_id",
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("tta_requests", "0030_word_the_fields_plainly"),
        ("accounts", "0011_spell_organization"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("share", "a_request_is_shared_once_with_an_organisation"),
                migrations.RemoveIndex("share", "shares_of_organisation"),
                migrations.AlterModelOptions("provider", {"ordering": ["organization__name"]}),
                migrations.RenameField("share", "organisation", "organization"),
                migrations.RenameField("hoursentry", "organisation", "organization"),
                migrations.RenameField("provider", "organisation", "organization"),
                migrations.AlterField("share", "organization", key()),
                migrations.AlterField("hoursentry", "organization", key()),
                migrations.AlterField(
                    "provider",
                    "organization",
                    models.OneToOneField(
                        "accounts.organization",
                        db_column="organisation_id",
                        limit_choices_to={"role": "provider"},
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="provider",
                        serialize=False,
                    ),
                ),
                migrations.AddIndex(
                    "share",
                    models.Index(fields=["organization", "request"], name="shares_of_organisation"),
                ),
                migrations.AddConstraint(
                    "share",
                    models.UniqueConstraint(
                        fields=("site", "request", "organization"),
                        condition=models.Q(ends_at__isnull=True),
                        name="a_request_is_shared_once_with_an_organisation",
                    ),
                ),
            ]
        )
    ]
