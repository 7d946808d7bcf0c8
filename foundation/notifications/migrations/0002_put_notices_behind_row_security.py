"""Show a notice to its recipient only; the portal's jobs write it."""

from django.db import migrations

from foundation.tenancy.operations import OWN, EnableRowSecurity

JOB = "(SELECT app_is_job())"
MINE = f"recipient_id = (SELECT app_user()) OR {JOB}"


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_remind_people"),
        ("sites", "0002_put_sites_behind_row_security"),
    ]
    operations = [
        EnableRowSecurity("notifications_ledger", read=MINE, write=JOB),
        EnableRowSecurity("notifications_notification", read=MINE, write=MINE, insert=JOB),
        EnableRowSecurity("notifications_preference", read=f"{OWN} OR {JOB}", write=OWN),
    ]
