"""A spreadsheet is of who sent it alone; the job that brings its rows sees it too."""

from django.db import migrations

from foundation.tenancy.operations import OWN, EnableRowSecurity

JOB = "(SELECT app_is_job())"


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_keep_spreadsheets"),
        ("sites", "0002_put_sites_behind_row_security"),
    ]
    operations = [EnableRowSecurity("imports_import", read=f"{OWN} OR {JOB}")]
