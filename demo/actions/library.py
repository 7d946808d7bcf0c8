"""The demonstration's resources: a few real publications, named and linked as published, and invented ones of every kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from demo.actions import people
from foundation.accounts.models import User
from foundation.accounts.roles import (
    CHAMPION,
    COORDINATOR,
    LIAISON,
    POINT_OF_CONTACT,
    PROGRAM_MANAGER,
)
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.files.intake import check
from library.actions import marks, resources
from library.enums import Audience
from library.models import Resource
from sites.models import CoreArea, Site

ABSTRACTS = "https://www.ojp.gov/ncjrs/virtual-library/abstracts"
AGENDA = "Weekly shooting review\n\n1. New shootings, one page each\n2. Leads and owners\n3. Last week's list\n"
AGREEMENT = "Who sends what to whom, by when (demonstration)\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A resource to add: ``text`` is the content of a file; without one it is a link."""

    title: str
    type: str
    areas: tuple[str, ...]
    summary: str
    url: str = ""
    text: str = ""
    days_ago: int = 40
    review_days: int = 365

    def values(self) -> dict[str, Any]:
        """Return it as ``resources.add`` takes it, at the present time."""
        name = f"{self.title.lower().replace(' ', '-')[:30]}.txt"
        return {
            "title": self.title,
            "type": self.type,
            "summary": self.summary,
            "core_areas": CoreArea.objects.with_slugs(self.areas),
            "url": self.url,
            "file": check(BytesIO(self.text.encode()), name) if self.text else None,
            "review_by": clock.today(OFFICIAL_ZONE) + timedelta(days=self.review_days),
        }


# Titles and addresses as published by the Office of Justice Programs; the summaries are ours.
PUBLICATIONS = (
    Row(
        title="Crime Gun Intelligence Center Practices: Lessons Learned From the Field",
        type="report",
        areas=("gun-violence", "technology"),
        summary="Steps that crime gun intelligence centers take from a recovered casing to a lead, and how fast. June 2019.",
        url=f"{ABSTRACTS}/crime-gun-intelligence-center-practices-lessons-learned-field",
    ),
    Row(
        title="Homicide Process Mapping: Best Practices for Increasing Homicide Clearances",
        type="guide",
        areas=("investigations",),
        summary="What agencies with high clearance rates do in the first 48 hours, as a process map. September 2013.",
        url="https://ncjrs.gov/App/Publications/abstract.aspx?ID=266046",
        days_ago=420,
    ),
    Row(
        title="Promoting Effective Homicide Investigations",
        type="report",
        areas=("investigations", "criminal-justice-collaboration"),
        summary="Lessons of agencies that changed how they investigate homicides. August 2007.",
        url=f"{ABSTRACTS}/promoting-effective-homicide-investigations",
    ),
    Row(
        title="A Guide to Peer Exchanges",
        type="guide",
        areas=("criminal-justice-collaboration", "technology"),
        summary="How PSP sites plan a visit to another agency: goals, agenda, and outcomes, with an example. April 2018.",
        url="https://www.ojp.gov/library/publications/guide-peer-exchanges",
    ),
)
FOR_EVERYONE = (
    Row(
        title="Weekly shooting review: agenda and form",
        type="form",
        areas=("gun-violence", "investigations"),
        summary="One page for each shooting, one owner for each lead (demonstration).",
        text=AGENDA,
    ),
    Row(
        title="Real-time center staffing on one page",
        type="guide",
        areas=("technology", "crime-analysis"),
        summary="How many people it takes by shift, and what they watch (demonstration).",
        text="Staffing by shift (demonstration)\n",
        days_ago=355,
    ),
    Row(
        title="Camera inventory form",
        type="form",
        areas=("technology",),
        summary="Which cameras exist, who owns them, and how long video is saved (demonstration).",
        text="Camera, owner, days saved (demonstration)\n",
    ),
    Row(
        title="Talking with families of victims",
        type="training",
        areas=("community-engagement",),
        summary="Two hours for detectives and victim advocates (demonstration).",
        url="https://training.example.gov/families",
    ),
    Row(
        title="Evidence room checklist of 2024",
        type="policy",
        areas=("investigations",),
        summary="Replaced by the review form (demonstration).",
        url="https://training.example.gov/evidence-room",
        days_ago=300,
    ),
)
OF_SITE = (
    Row(
        title="Agreement with the crime laboratory",
        type="policy",
        areas=("gun-violence",),
        summary="When casings are picked up, and when leads come back (demonstration).",
        text=AGREEMENT,
    ),
    Row(
        title="How our analysts answer a lead",
        type="video",
        areas=("crime-analysis", "gun-violence"),
        summary="Twelve minutes, with captions (demonstration).",
        url="https://video.example.gov/leads",
        days_ago=390,
    ),
)


def fill(city: Site) -> None:
    """Add resources for the public, everyone, and one site; some are marked, overdue, or archived."""
    manager, coordinator = people.staff(PROGRAM_MANAGER.slug), people.staff(COORDINATOR.slug)
    contact = people.of(city, POINT_OF_CONTACT.slug, "law-enforcement")
    champion = people.of(city, CHAMPION.slug, "champion")
    published = [_add(row, manager, Audience.PUBLIC, is_demo=False) for row in PUBLICATIONS]
    owners = (coordinator, champion, coordinator, champion, coordinator)
    shared = [
        _add(row, owner, Audience.NETWORK) for row, owner in zip(FOR_EVERYONE, owners, strict=True)
    ]
    own = [_add(row, contact, Audience.SITE, site=city) for row in OF_SITE]
    liaison = people.of(city, LIAISON.slug, "liaison")
    _mark([published[0], shared[0], shared[1], own[0]], [contact, liaison, champion])
    _mark([shared[0]], [coordinator])
    with people.ActingAs(coordinator) as by:
        reason = "The review form covers it (demonstration)."
        resources.archive(shared[-1], reason=reason, version=shared[-1].version, by=by)


def _add(
    row: Row, owner: User, audience: Audience, *, site: Site | None = None, is_demo: bool = True
) -> Resource:
    then = clock.now() - timedelta(days=row.days_ago)
    with clock.frozen(then), people.ActingAs(owner) as by:
        return resources.add(**row.values(), audience=audience, site=site, is_demo=is_demo, by=by)


def _mark(found: Iterable[Resource], readers: Iterable[User]) -> None:
    people_who_read = list(readers)
    for resource in found:
        for reader in people_who_read:
            with people.ActingAs(reader) as by:
                marks.mark(resource, by=by)
