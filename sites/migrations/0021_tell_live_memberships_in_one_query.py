"""Policies find who acts, and when, once: what they know of a person's seats is a part of the query that asks."""

from django.db import migrations, models

from foundation.tenancy.operations import LoadFunctions

PERSON = models.Index(
    fields=["user", "site"],
    include=["role", "seat", "starts_at", "ends_at", "approval"],
    name="membership_by_person",
)


class Migration(migrations.Migration):
    dependencies = [("sites", "0020_reach_members_from_their_site")]
    operations = [
        LoadFunctions(
            "app_live_memberships_of",
            "app_live_memberships",
            "app_staff_role",
            "app_staff",
            "app_only_sites",
            "app_sites",
            "app_cleared_sites",
            "app_agency_seats",
            backwards="SELECT 1",
        ),
        migrations.RemoveIndex(model_name="membership", name="membership_by_person"),
        migrations.AddIndex(model_name="membership", index=PERSON),
    ]
