"""What the caseload knows of a site, as columns of the sites' own statement: one statement for any number of sites.

A board reads every site to find the most urgent and shows a page of them. So columns are text until somebody asks,
and what decides the order is read into plain tuples.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, JSONObject

from engagements.models import Commitment, Engagement, Term
from engagements.models.engagements import NEWEST
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
from liaisons.querysets.case_rows import CaseSite, Contact, Planned, Work, held_at
from sites.models import Membership, SeatApproval, Site
from sites.models.memberships import in_effect
from sites.policies import SeatCell
from tta_requests.querysets import requests

PERSON = ("id", "name", "email", "is_active")
TEAM, COMMA = "memberships__", ","
SEAT = ("id", "site_id", "user_id", "role", "seat", "starts_at", "ends_at", "covers_id")
# Without long texts, which no list shows.
ENGAGEMENT = embedded.columns_of(Engagement, but=("source", "notes"))
APPROVAL = embedded.columns_of(SeatApproval)
# A role and its seat, as a column tells them.
REQUIRED = {
    f"{role.slug} {seat.slug}": seat for role in SITE_ROLES for seat in role.seats if seat.required
}


def with_facts(sites: QuerySet[Site], actor: Actor) -> QuerySet[Site]:
    """Add to each site what the actor's caseload knows of it besides its work: the columns of ``CaseSite``."""
    held = _held(actor)
    updates = EngagementUpdate.objects.readable_by(actor).submitted()
    return sites.annotate(
        contact=_first(PlannedContact.objects.visible_to(actor).waiting(), Planned._fields),
        update=_first(updates.newest_first(), Contact._fields),
        term=_first(Engagement.objects.visible_to(actor).order_by(*NEWEST), Term._fields),
        seated=StringAgg(
            embedded.listed(_holder()),
            COMMA,
            filter=held & Q(memberships__role=LIAISON.slug),
            order_by=(f"{TEAM}starts_at", f"{TEAM}pk"),
        ),
        held=StringAgg(_seat(TEAM), COMMA, filter=held),
        standard=Subquery(
            ContactStandard.objects.values_list(embedded.listed(("due_days", "overdue_days")))[:1]
        ),
    )


def with_work(sites: QuerySet[Site], actor: Actor, most: int) -> QuerySet[Site]:
    """Add to each site its open work that the actor sees, and when its seats were left: the columns of ``CaseWork``.

    Arguments:
        most: how many open requests and late commitments of a site are counted; one more says that there are more.
    """
    held = Membership.objects.visible_to(actor).of_seat_holders().filter(site_id=OuterRef("pk"))
    left = held.filter(ends_at__lte=clock.now()).order_by("ends_at")
    return sites.annotate(
        requests=_joined(_open_requests(actor, most)),
        late=_joined(_late_commitments(actor, most)),
        left=_joined(left.values_list(embedded.listed((_seat(), "ends_at")))),
    )


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


def vacant_at(site: CaseSite) -> int:
    """Return how many required seats are vacant."""
    return len(REQUIRED.keys() - held_at(site))


def vacancies_of(site: CaseSite, work: Work) -> Iterator[SeatCell]:
    """Yield the required seats that are vacant, with the day each was left."""
    held = held_at(site)
    for name, seat in REQUIRED.items():
        if name not in held:
            at = work.left.get(name)
            yield SeatCell(
                seat, (), first_day(datetime.fromisoformat(at), site.time_zone) if at else None
            )


def standard_of(site: CaseSite) -> ContactStandard:
    """Return the setting of when contact is due."""
    if site.standard is None:
        return ContactStandard()
    due, overdue = embedded.read(site.standard)
    return ContactStandard(due_days=due, overdue_days=overdue)


def _first(rows: QuerySet[Any], names: Sequence[str]) -> Subquery:
    found = rows.filter(site_id=OuterRef("pk"))
    return Subquery(found.values_list(embedded.listed(names))[:1])


def _joined(rows: QuerySet[Any, Any]) -> Func:
    """Return the one column of rows as a text, with commas between them: a list would be read piece by piece."""
    return Func(
        ArraySubquery(rows),
        Value(COMMA),
        function="array_to_string",
        output_field=TextField(),
    )


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


def _open_requests(actor: Actor, most: int) -> QuerySet[Any, Any]:
    """Find the states of open requests, which PostgreSQL stops reading after so many."""
    found = requests.visible_to(actor).open().filter(site_id=OuterRef("pk")).order_by()
    return found.values("status")[: most + 1]


def _late_commitments(actor: Actor, most: int) -> QuerySet[Any, Any]:
    """Find the due dates of open commitments whose day is over at their site."""
    today = day_at(clock.now(), OuterRef("time_zone"))
    late = Commitment.objects.visible_to(actor).open().filter(site_id=OuterRef("pk"))
    return late.filter(due_on__lt=today).by_day().values("due_on")[: most + 1]


def _told(site: Site, what: str) -> Any:
    """Return a column that was added to a site."""
    return getattr(site, f"told_{what}")


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
