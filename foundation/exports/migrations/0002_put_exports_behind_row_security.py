"""Show an export to its requester only, and to the job that writes it."""

from django.db import migrations

from foundation.tenancy.operations import OWN, EnableRowSecurity

JOB = "(SELECT app_is_job())"


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0001_keep_exports"),
        ("sites", "0002_put_sites_behind_row_security"),
    ]
    operations = [EnableRowSecurity("exports_export", read=f"{OWN} OR {JOB}")]
