"""Word labels, choices and help texts in plain language; no table changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0008_ask_for_a_second_approval"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="contact",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="Email"),
        ),
        migrations.AlterField(
            model_name="contact",
            name="since",
            field=models.DateField(help_text="The day the site added the contact."),
        ),
        migrations.AlterField(
            model_name="contactevent",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="Email"),
        ),
        migrations.AlterField(
            model_name="contactevent",
            name="since",
            field=models.DateField(help_text="The day the site added the contact."),
        ),
        migrations.AlterField(
            model_name="corearea",
            name="federal_branch",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Agencies asked first about requests in this area.",
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="approval",
            field=models.OneToOneField(
                blank=True,
                help_text="For a seat that can read federal items. It gives no access until it's approved.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="membership",
                to="sites.seatapproval",
            ),
        ),
        migrations.AlterField(
            model_name="membershipevent",
            name="approval",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="For a seat that can read federal items. It gives no access until it's approved.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="sites.seatapproval",
            ),
        ),
        migrations.AlterField(
            model_name="seatapproval",
            name="email",
            field=models.EmailField(help_text="The person's email address.", max_length=254),
        ),
        migrations.AlterField(
            model_name="seatapproval",
            name="person",
            field=models.ForeignKey(
                blank=True,
                help_text="The person's account, once they have one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="seatapproval",
            name="proposed_as",
            field=models.CharField(help_text="The person or job that asked for it.", max_length=60),
        ),
        migrations.AlterField(
            model_name="seatapproval",
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
            model_name="seatapprovalevent",
            name="email",
            field=models.EmailField(help_text="The person's email address.", max_length=254),
        ),
        migrations.AlterField(
            model_name="seatapprovalevent",
            name="person",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The person's account, once they have one.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="seatapprovalevent",
            name="proposed_as",
            field=models.CharField(help_text="The person or job that asked for it.", max_length=60),
        ),
        migrations.AlterField(
            model_name="seatapprovalevent",
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
            model_name="site",
            name="is_demo",
            field=models.BooleanField(
                default=False, help_text="A made-up site, for the demonstration."
            ),
        ),
        migrations.AlterField(
            model_name="siteevent",
            name="is_demo",
            field=models.BooleanField(
                default=False, help_text="A made-up site, for the demonstration."
            ),
        ),
    ]
