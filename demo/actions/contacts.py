"""The demonstration's contacts: invented people that invented sites know."""

from datetime import timedelta
from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from sites.actions import contacts
from sites.models import Contact, Site

JOB = Actor.system("demo")
TOLD = ("name", "organization", "title", "email", "phone", "notes")


def keep_row(row: dict[str, Any]) -> Contact:
    """Add one contact from the file, its dates counted back from today."""
    site = Site.objects.get(slug=row["site"])
    today = clock.today(site.time_zone)
    verified = row["verified_days"]
    return contacts.add(
        site,
        values={name: row[name] for name in TOLD},
        since=today - timedelta(days=row["kept_days"]),
        verified_on=None if verified is None else today - timedelta(days=verified),
        by=JOB,
    )
