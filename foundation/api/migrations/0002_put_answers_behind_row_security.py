"""Show a stored response to its sender only, as it has what they saw; jobs delete old ones."""

from django.db import migrations

from foundation.tenancy.operations import OWN, EnableRowSecurity

JOB = "(SELECT app_is_job())"


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0001_keep_tokens_and_answers"),
        ("sites", "0002_put_sites_behind_row_security"),
    ]
    operations = [
        EnableRowSecurity("api_keptanswer", read=f"{OWN} OR {JOB}", insert=OWN),
    ]
