"""Show a view to its owner, to those it is shared with, and to the job that watches it."""

from django.db import migrations

from foundation.tenancy.operations import OWN, EnableRowSecurity

SHARED = (
    "person_id = (SELECT app_user())"
    " OR (role <> '' AND role = (SELECT app_staff_role())) OR (SELECT app_is_job())"
)


class Migration(migrations.Migration):
    dependencies = [
        ("saved", "0001_keep_views"),
        ("sites", "0002_put_sites_behind_row_security"),
    ]
    operations = [EnableRowSecurity("saved_savedview", read=f"{OWN} OR {SHARED}", write=f"{OWN} OR (SELECT app_is_job())")]
