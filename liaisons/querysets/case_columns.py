"""What the caseload knows of a site, as columns of the sites' own statement: one statement for any number of sites.

A board reads every site to find the most urgent and shows a page of them. So columns are text until somebody asks,
and what decides the order is read into plain tuples.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject

from engagements.models import Commitment, Engagement, Term
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON, SITE_ROLES
from foundation.calendars import clock
from foundation.calendars.days import first_day
from foundation.needs.columns import day_at
from foundation.workflow import embedded
from foundation.workflow.embedded import Embedded
from liaisons.models import ContactStandard, EngagementUpdate, PlannedContact
from liaisons.querysets.case_rows import (
    Contact,
    Holder,
    Planned,
    Work,
    contact_of,
    holder_of,
    planned_of,
    term_of,
)
from sites.models import Membership, SeatApproval, Site
from sites.models.memberships import in_effect
from sites.policies import SeatCell
from tta_requests.querysets import requests

PERSON = ("id", "name", "email", "is_active")
TEAM = "memberships__"
SEAT = ("id", "site_id", "user_id", "role", "seat", "starts_at", "ends_at", "covers_id")
# Without long texts, which no list shows.
ENGAGEMENT = embedded.columns_of(Engagement, but=("source", "notes"))
R = TypeVar("R")
NEWEST = ("-starts_on", "-pk")
APPROVAL = embedded.columns_of(SeatApproval)
# A role and its seat, as a column tells them.
REQUIRED = {
    f"{role.slug} {seat.slug}": seat for role in SITE_ROLES for seat in role.seats if seat.required
}


def with_facts(sites: QuerySet[Site], actor: Actor) -> QuerySet[Site]:
    """Add to each site what the actor's caseload knows of it besides its work, for the functions below."""
    held = _held(actor)
    updates = EngagementUpdate.objects.last_at(OuterRef("pk"), actor)
    return sites.annotate(
        told_contact=_first(PlannedContact.objects.visible_to(actor).waiting(), Planned._fields),
        told_update=Subquery(updates.values_list(embedded.listed(Contact._fields))),
        told_term=_first(Engagement.objects.visible_to(actor).order_by(*NEWEST), Term._fields),
        told_seated=ArrayAgg(
            embedded.listed(_holder()),
            filter=held & Q(memberships__role=LIAISON.slug),
            order_by=(f"{TEAM}starts_at", f"{TEAM}pk"),
        ),
        told_held=ArrayAgg(_seat(TEAM), filter=held),
        told_standard=Subquery(
            ContactStandard.objects.values_list(embedded.listed(("due_days", "overdue_days")))[:1]
        ),
    )


def with_work(sites: QuerySet[Site], actor: Actor, most: int) -> QuerySet[Site]:
    """Add to each site its open work that the actor sees, and when its seats were left, for ``work_of``.

    Arguments:
        most: how many open requests and late commitments of a site are counted; one more says that there are more.
    """
    held = Membership.objects.visible_to(actor).filter(site_id=OuterRef("pk")).order_by()
    left = held.of_seat_holders().filter(ends_at__lte=clock.now()).values(held=_seat())
    return sites.annotate(
        told_requests=_open_requests(actor, most),
        told_late=_late_commitments(actor, most),
        told_left=_lists(left.annotate(at=Max("ends_at")), ("held", "at")),
    )


def planned_at(site: Site) -> Planned | None:
    """Return the soonest contact that waits; None without one."""
    return _read(planned_of, _told(site, "contact"))


def contact_at(site: Site) -> Contact | None:
    """Return the newest submitted update that the reader sees; None without one."""
    return _read(contact_of, _told(site, "update"))


def term_at(site: Site) -> Term | None:
    """Return the dates that decide the state of the newest engagement that the reader sees; None without one."""
    return _read(term_of, _told(site, "term"))


def engagement_of(site: Site) -> Engagement | None:
    """Return the newest engagement, without its milestones; None without one."""
    row: Embedded | None = _told(site, "engagement")
    if row is None:
        return None
    made = embedded.made(Engagement, row)
    made.site = site
    return made


def people_of(site: Site) -> list[Membership]:
    """Return every membership with its person and approval, in the order of their starts."""
    return [_membership(row, site) for row in _told(site, "people")]


def seated_of(site: Site) -> list[Holder]:
    """Return who is in the liaison's seat now, stand-ins too, in the order of their starts."""
    return list(map(holder_of, _told(site, "seated") or ()))


def vacant_at(site: Site) -> int:
    """Return how many required seats are vacant."""
    return len(REQUIRED.keys() - _held_seats(site))


def vacancies_of(site: Site, work: Work) -> Iterator[SeatCell]:
    """Yield the required seats that are vacant, with the day each was left."""
    held = _held_seats(site)
    for name, seat in REQUIRED.items():
        if name not in held:
            at = work.left.get(name)
            yield SeatCell(
                seat, (), first_day(datetime.fromisoformat(at), site.time_zone) if at else None
            )


def _held_seats(site: Site) -> set[str]:
    return set(_told(site, "held") or ())


def work_of(site: Site, most: int) -> Work:
    """Return the open work of a site to which ``with_work`` added so much of it."""
    left = dict(map(embedded.read, _told(site, "left")))
    return Work(Counter(_told(site, "requests")), _told(site, "late"), left, most)


def standard_of(site: Site) -> ContactStandard:
    """Return the setting of when contact is due."""
    return _read(_standard, _told(site, "standard")) or ContactStandard()


def _first(rows: QuerySet[Any], names: Sequence[str]) -> Subquery:
    found = rows.filter(site_id=OuterRef("pk"))
    return Subquery(found.values_list(embedded.listed(names))[:1])


def _lists(rows: QuerySet[Any], names: Sequence[str]) -> ArraySubquery:
    return ArraySubquery(rows.values_list(embedded.listed(names)))


def engagement(actor: Actor) -> Subquery:
    """Return a column of sites for ``engagement_of``: the newest engagement that the actor sees."""
    found = Engagement.objects.visible_to(actor).filter(site_id=OuterRef("pk")).order_by(*NEWEST)
    return Subquery(found.values(row=embedded.fields(ENGAGEMENT))[:1])


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


def _held(actor: Actor) -> Q:
    """Return the condition that the actor sees a site's membership, which is in effect now."""
    sites = actor.sites_for(P.SITE_VIEW)
    seen = Q() if sites is None else Q(pk__in=sites)
    return seen & in_effect(clock.now(), TEAM)


def _holder() -> tuple[str | Subquery, ...]:
    """Return the columns of a ``Holder``; joins would find the people of all memberships of a site."""
    person = User.objects.filter(pk=OuterRef(f"{TEAM}user_id")).order_by()
    covered = Membership.objects.filter(pk=OuterRef(f"{TEAM}covers_id")).order_by()
    return (
        f"{TEAM}id",
        f"{TEAM}user_id",
        Subquery(person.values("name")),
        Subquery(person.values("is_active")),
        f"{TEAM}covers_id",
        Subquery(covered.values("user_id")),
        f"{TEAM}starts_at",
        f"{TEAM}ends_at",
    )


def _seat(of: str = "") -> Concat:
    """Return a role and its seat, as a key of ``REQUIRED``; ``of`` is the way to the membership."""
    return Concat(f"{of}role", Value(" "), f"{of}seat")


def _open_requests(actor: Actor, most: int) -> ArraySubquery:
    """Find the states of open requests, which PostgreSQL stops reading after so many."""
    found = requests.visible_to(actor).open().filter(site_id=OuterRef("pk")).order_by()
    return ArraySubquery(found.values("status")[: most + 1])


def _late_commitments(actor: Actor, most: int) -> ArraySubquery:
    """Find the due dates of open commitments whose day is over at their site."""
    today = day_at(clock.now(), OuterRef("time_zone"))
    late = Commitment.objects.visible_to(actor).open().filter(site_id=OuterRef("pk"))
    return ArraySubquery(late.filter(due_on__lt=today).by_day().values("due_on")[: most + 1])


def _told(site: Site, what: str) -> Any:
    """Return a column that was added to a site."""
    return getattr(site, f"told_{what}")


def _read(made: Callable[[str], R], text: str | None) -> R | None:
    return None if text is None else made(text)


def _standard(text: str) -> ContactStandard:
    due, overdue = embedded.read(text)
    return ContactStandard(due_days=due, overdue_days=overdue)


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
