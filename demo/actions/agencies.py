"""The demonstration's coalitions: invented agencies of invented sites, one that left, one without a contact."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from sites.actions import agencies
from sites.enums import AgencyKind
from sites.models import Contact, Site, SiteAgency

JOB = Actor.system("demo")


def lead(site: Site, name: str) -> SiteAgency:
    """Add the agency that leads a site's coalition from the start."""
    kind = AgencyKind.SHERIFF if "Sheriff" in name else AgencyKind.POLICE
    return agencies.add(site, values={"kind": kind, "name": name}, is_lead=True, by=JOB)


def fill(rows: Iterable[dict[str, Any]]) -> None:
    """Add the agencies of the file, their days counted back from today."""
    for row in rows:
        _join(row)


def _join(row: dict[str, Any]) -> SiteAgency:
    site = Site.objects.get(slug=row["site"])
    today = clock.today(site.time_zone)
    contact = Contact.objects.at(site).named(row["contact"]).get() if row["contact"] else None
    joined = agencies.add(
        site,
        values={
            "kind": row["kind"],
            "name": row["name"],
            "contact": contact,
            "joined_on": today - timedelta(days=row["joined_days"]),
        },
        by=JOB,
    )
    if row["left_days"] is None:
        return joined
    left = today - timedelta(days=row["left_days"])
    return agencies.retire(joined, on=left, version=joined.version, by=JOB)
