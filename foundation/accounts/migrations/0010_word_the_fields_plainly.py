"""Word labels, choices and help texts in plain language; no table changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_ask_for_a_second_approval"),
    ]

    operations = [
        migrations.AlterField(
            model_name="knowndevice",
            name="signed_in",
            field=models.BooleanField(
                default=True, help_text="Off if the device only used a link to set a password."
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="is_demo",
            field=models.BooleanField(
                default=False, help_text="A made-up organization, for the demonstration."
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="role",
            field=models.CharField(
                choices=[("provider", "TTA provider"), ("federal-colleague", "Federal colleague")],
                default="provider",
                help_text="The role its people have on items shared with it.",
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="portalsession",
            name="device",
            field=models.CharField(
                blank=True, help_text="Hash of the known device.", max_length=64
            ),
        ),
        migrations.AlterField(
            model_name="portalsession",
            name="public_id",
            field=models.UUIDField(
                db_index=True, help_text="The identifier shown on pages.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="staffapproval",
            name="email",
            field=models.EmailField(help_text="The person's email address.", max_length=254),
        ),
        migrations.AlterField(
            model_name="staffapproval",
            name="proposed_as",
            field=models.CharField(help_text="The person or job that asked for it.", max_length=60),
        ),
        migrations.AlterField(
            model_name="staffapproval",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting for a second approval"),
                    ("approved", "Approved"),
                    ("declined", "Declined"),
                    ("lapsed", "Expired: no decision by the deadline"),
                    ("withdrawn", "Withdrawn"),
                    ("review", "In force since before approvals; needs review"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="staffapprovalevent",
            name="email",
            field=models.EmailField(help_text="The person's email address.", max_length=254),
        ),
        migrations.AlterField(
            model_name="staffapprovalevent",
            name="proposed_as",
            field=models.CharField(help_text="The person or job that asked for it.", max_length=60),
        ),
        migrations.AlterField(
            model_name="staffapprovalevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting for a second approval"),
                    ("approved", "Approved"),
                    ("declined", "Declined"),
                    ("lapsed", "Expired: no decision by the deadline"),
                    ("withdrawn", "Withdrawn"),
                    ("review", "In force since before approvals; needs review"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(max_length=254, unique=True, verbose_name="email"),
        ),
        migrations.AlterField(
            model_name="user",
            name="is_demo",
            field=models.BooleanField(
                default=False, help_text="A made-up person, for the demonstration."
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                help_text="For staff of a TTA provider or a federal office. They see what is shared with it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="accounts.organisation",
                verbose_name="organization",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="staff_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("program-manager", "Program Manager"),
                    ("tta-coordinator", "TTA Coordinator"),
                    ("analyst", "Analyst"),
                    ("administrator", "Administrator"),
                ],
                help_text="For DOJ staff only. Site team members get their role from a seat, and provider staff from their organization.",
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="userevent",
            name="email",
            field=models.EmailField(max_length=254, verbose_name="email"),
        ),
        migrations.AlterField(
            model_name="userevent",
            name="is_demo",
            field=models.BooleanField(
                default=False, help_text="A made-up person, for the demonstration."
            ),
        ),
        migrations.AlterField(
            model_name="userevent",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="For staff of a TTA provider or a federal office. They see what is shared with it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.organisation",
                verbose_name="organization",
            ),
        ),
        migrations.AlterField(
            model_name="userevent",
            name="staff_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("program-manager", "Program Manager"),
                    ("tta-coordinator", "TTA Coordinator"),
                    ("analyst", "Analyst"),
                    ("administrator", "Administrator"),
                ],
                help_text="For DOJ staff only. Site team members get their role from a seat, and provider staff from their organization.",
                max_length=30,
            ),
        ),
    ]
