"""Give the public pages a version, which every change of what they show raises when it commits."""

from django.db import migrations, models

from foundation.tenancy.operations import LoadFunctions

TABLES = (
    "engagements_engagement",
    "engagements_tracklength",
    "sites_corearea",
    "sites_district",
    "sites_principle",
    "sites_site",
    "sites_state",
    "tta_requests_clockstandard",
    "tta_requests_offering",
    "tta_requests_timelimit",
)
NAME = "counts_as_a_public_change"


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("engagements", "0003_word_the_fields_plainly"),
        ("sites", "0012_let_two_people_share_a_mailbox"),
        ("tenancy", "0003_let_the_time_pass"),
        ("tta_requests", "0035_follow_requests"),
    ]
    operations = [
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(default=1)),
            ],
            options={"verbose_name": "version of the public pages"},
        ),
        migrations.RunSQL(
            "INSERT INTO dashboards_publicversion (number) VALUES (1)", migrations.RunSQL.noop
        ),
        LoadFunctions("dashboards_count_public_change", backwards="DROP FUNCTION dashboards_count_public_change()"),
        *[
            migrations.RunSQL(
                f"CREATE CONSTRAINT TRIGGER {NAME} AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "DEFERRABLE INITIALLY DEFERRED "
                "FOR EACH ROW EXECUTE FUNCTION dashboards_count_public_change()",
                f"DROP TRIGGER {NAME} ON {table}",
            )
            for table in TABLES
        ],
    ]
