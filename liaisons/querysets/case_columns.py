"""What the caseload knows of a site, as columns of the sites' own statement: one statement for any number of sites."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from engagements.models import Commitment, Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.needs.columns import day_at
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow import embedded
from foundation.workflow.embedded import Embedded
from liaisons.models import ContactStandard, EngagementUpdate, PlannedContact
from sites.models import Membership, SeatApproval, Site
from tta_requests.querysets import requests

M = TypeVar("M", bound=SiteScopedModel)
PLANNED = ("id", "kind", "planned_on")
UPDATE = ("id", "state", "occurred_on", "kind", "risk", "next_contact_on")
PERSON = ("id", "name", "email", "is_active")
SEAT = ("id", "site_id", "user_id", "role", "seat", "starts_at", "ends_at", "covers_id")
# Without long texts, which no list shows.
TERM = embedded.columns_of(Engagement, but=("source", "notes"))
APPROVAL = embedded.columns_of(SeatApproval)


def with_facts(sites: QuerySet[Site], actor: Actor, most: int) -> QuerySet[Site]:
    """Add to each site what the actor's caseload shows of it, for the functions below.

    Arguments:
        most: how many open requests and late commitments of a site are counted; one more says that there are more.
    """
    return sites.annotate(
        told_contact=_first(PlannedContact.objects.visible_to(actor).waiting(), PLANNED),
        told_update=_first(
            EngagementUpdate.objects.visible_to(actor).submitted().order_by("-occurred_on", "-id"),
            UPDATE,
        ),
        told_term=term(actor),
        told_people=people(actor),
        told_requests=_open_requests(actor, most),
        told_late=_late_commitments(actor, most),
        told_standard=Subquery(
            ContactStandard.objects.values(row=embedded.fields(("due_days", "overdue_days")))[:1]
        ),
    )


def contact_of(site: Site) -> PlannedContact | None:
    """Return the soonest contact that waits; None without one."""
    return _of_site(PlannedContact, site, "contact")


def update_of(site: Site) -> EngagementUpdate | None:
    """Return the newest submitted update that the reader sees; None without one."""
    return _of_site(EngagementUpdate, site, "update")


def engagement_of(site: Site) -> Engagement | None:
    """Return the newest engagement, without its milestones; None without one."""
    return _of_site(Engagement, site, "term")


def people_of(site: Site) -> list[Membership]:
    """Return every membership with its person and approval, in the order of their starts."""
    return [_membership(row, site) for row in _told(site, "people")]


def requests_of(site: Site) -> dict[str, int]:
    """Return how many requests are in each open state."""
    return Counter(_told(site, "requests"))


def late_of(site: Site) -> Sequence[date]:
    """Return the due dates of the commitments past due, the oldest first."""
    found: Sequence[date] = _told(site, "late")
    return found


def standard_of(site: Site) -> ContactStandard:
    """Return the setting of when contact is due."""
    return ContactStandard(**(_told(site, "standard") or {}))


def _first(rows: QuerySet[Any], names: tuple[str, ...]) -> Subquery:
    return Subquery(rows.filter(site_id=OuterRef("pk")).values(row=embedded.fields(names))[:1])


def term(actor: Actor) -> Subquery:
    """Return a column of sites for ``engagement_of``: the newest engagement that the actor sees."""
    return _first(Engagement.objects.visible_to(actor).order_by("-starts_on", "-pk"), TERM)


def people(actor: Actor) -> ArraySubquery:
    """Return a column of sites for ``people_of``: every membership that the actor sees."""
    held = Membership.objects.visible_to(actor).filter(site_id=OuterRef("pk"))
    row = JSONObject(
        **{name: name for name in SEAT},
        person=embedded.fields(PERSON, "user__"),
        covered_user_id="covers__user_id",
        approval_id="approval_id",
        approved=embedded.fields(APPROVAL, "approval__"),
    )
    return ArraySubquery(held.order_by("starts_at", "pk").values(row=row))


def _open_requests(actor: Actor, most: int) -> ArraySubquery:
    """Find the states of open requests, which PostgreSQL stops reading after so many."""
    found = requests.visible_to(actor).open().filter(site_id=OuterRef("pk")).order_by()
    return ArraySubquery(found.values("status")[: most + 1])


def _late_commitments(actor: Actor, most: int) -> ArraySubquery:
    """Find the due dates of open commitments whose day is over at their site."""
    today = day_at(clock.now(), "site__time_zone")
    late = Commitment.objects.visible_to(actor).open().filter(site_id=OuterRef("pk"))
    return ArraySubquery(late.filter(due_on__lt=today).by_day().values("due_on")[: most + 1])


def _told(site: Site, what: str) -> Any:
    """Return a column that ``with_facts`` added to a site."""
    return getattr(site, f"told_{what}")


def _of_site(model: type[M], site: Site, column: str) -> M | None:
    row: Embedded | None = _told(site, column)
    if row is None:
        return None
    made = embedded.made(model, row)
    made.site = site
    return made


def _membership(row: Embedded, site: Site) -> Membership:
    made = embedded.made(Membership, row)
    made.site = site
    made.user = embedded.made(User, row["person"])
    if made.covers_id is not None:
        covered = {"id": row["covers_id"], "user_id": row["covered_user_id"]}
        made.covers = embedded.made(Membership, covered)
    if made.approval_id is not None:
        made.approval = embedded.made(SeatApproval, row["approved"])
    return made
