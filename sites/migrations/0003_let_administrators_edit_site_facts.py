"""Let administrators edit the public facts of sites; a site's work stays closed to them."""

from django.db import migrations

STAFF = "(SELECT app_staff()) AND id = ANY ((SELECT app_sites())::bigint[])"
ADMINISTRATOR = "(SELECT app_staff_role()) = 'administrator'"


def policies(edit: str, insert: str, history: str) -> str:
    return f"""
    ALTER POLICY app_update ON sites_site USING ({edit}) WITH CHECK ({edit});
    ALTER POLICY app_insert ON sites_site WITH CHECK ({insert});
    ALTER POLICY app_read ON sites_siteevent USING ({history});
    """


class Migration(migrations.Migration):
    dependencies = [("sites", "0002_put_sites_behind_row_security")]
    operations = [
        migrations.RunSQL(
            policies(
                f"({STAFF}) OR {ADMINISTRATOR}",
                f"(SELECT app_staff()) OR {ADMINISTRATOR}",
                f"(SELECT app_staff()) OR {ADMINISTRATOR}",
            ),
            policies(STAFF, "(SELECT app_staff())", "(SELECT app_staff())"),
        )
    ]
