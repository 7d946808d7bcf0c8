"""Word labels, choices and help texts in plain language; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0002_put_engagements_behind_row_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="engagement",
            name="first_end",
            field=models.DateField(
                blank=True, help_text="The last day before any extension.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="suspended_until",
            field=models.DateField(blank=True, help_text="The last day.", null=True),
        ),
        migrations.AlterField(
            model_name="engagementevent",
            name="first_end",
            field=models.DateField(
                blank=True, help_text="The last day before any extension.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="engagementevent",
            name="suspended_until",
            field=models.DateField(blank=True, help_text="The last day.", null=True),
        ),
        migrations.AlterField(
            model_name="engagementstep",
            name="step",
            field=models.CharField(
                choices=[
                    ("opened", "Opened"),
                    ("onboarded", "Onboarding started"),
                    ("reached", "Milestone reached"),
                    ("suspended", "Suspended"),
                    ("resumed", "Resumed"),
                    ("extended", "Extended"),
                    ("withdrawn", "Withdrawn"),
                    ("plan-approved", "Sustainability plan approved"),
                    ("graduated", "Graduated"),
                ],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="tracklength",
            name="alumni_after_days",
            field=models.PositiveSmallIntegerField(
                default=365,
                help_text="Number of days after the end when a graduated site becomes alumni.",
            ),
        ),
        migrations.AlterField(
            model_name="tracklength",
            name="closing_days",
            field=models.PositiveSmallIntegerField(
                default=180, help_text="Number of days before the end when closing begins."
            ),
        ),
        migrations.AlterField(
            model_name="tracklength",
            name="onboarding_days",
            field=models.PositiveSmallIntegerField(
                default=90, help_text="Number of days imported engagements count as onboarding."
            ),
        ),
    ]
