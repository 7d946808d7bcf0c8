"""What my day and the workspace ask of the rooms below: each function is one statement, at any size."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict, cast
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.outbox.models import Message
from liaisons.models import ContactStandard, EngagementUpdate
from sites.models import Membership, Site
from tta_requests.enums import OPEN_STATUSES, Status
from tta_requests.models import (
    Clock,
    Entry,
    FederalReferral,
    Offer,
    Share,
    TTARequestQuerySet,
)
from tta_requests.models.visibility import handling_allows
from tta_requests.querysets import clocks, offers, requests, shares

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from tta_requests.querysets.columns import (
        GuestShare,
        ListedRequest,
        RequestInHand,
        TriagedClock,
    )

MAX_CLOCKS = 120
MAX_REQUESTS = 40
MAX_NOTICES = 5
MAX_CHANGES = 40
MAX_OFFERS = 50


class ContactColumns(TypedDict):
    """A site's last contact, the reader's own draft, and the standard."""

    last_on: date | None
    next_on: date | None
    draft_id: UUID | None
    draft_at: datetime
    due_days: int | None
    overdue_days: int | None


if TYPE_CHECKING:
    ContactedSite = WithAnnotations[Site, ContactColumns]


@dataclass(frozen=True, slots=True)
class ClockCounts:
    """How many requests are past due, at risk, on time, by their worst running clock."""

    past_due: int
    at_risk: int
    on_time: int


def undecided(actor: Actor) -> list["TriagedClock"]:
    """The clock due first of each request the actor triages, or whose scope they sign; due first."""
    first: dict[UUID, TriagedClock] = {}
    signs = P.SCOPE_SIGN in actor.everywhere
    found = clocks.for_triage(actor, most=MAX_CLOCKS, scopes=signs)
    for row in cast("list[TriagedClock]", list(found)):
        first.setdefault(row.request_id, row)
    return list(first.values())


def clock_counts(actor: Actor, now: datetime) -> ClockCounts:
    """Running clocks of the requests the actor sees."""
    seen = Clock.objects.visible_to(actor).running().filter(handling_allows(actor, "request__"))
    # A request counts once, by its worst clock: each number takes in the worse ones before it.
    late, warned = Q(due_at__lte=now), Q(warn_at__lte=now)
    counted = seen.aggregate(
        late=Count("request", filter=late, distinct=True),
        warned=Count("request", filter=late | warned, distinct=True),
        running=Count("request", distinct=True),
    )
    past, risky, everything = counted["late"], counted["warned"], counted["running"]
    return ClockCounts(past, risky - past, everything - risky)


def unread(user_id: int) -> list[Notification]:
    """The newest notices the person has not read."""
    return list(Notification.objects.of(user_id).unread().for_inbox()[:MAX_NOTICES])


def changed_since(at: datetime, actor: Actor) -> list[Entry]:
    """What others did since an instant on the requests the actor reads, the newest first.

    The actor's own acts are left out here: the database would read past all of them, however far back, to
    find so many of others (7,000 pages for somebody who wrote everything at a site of 17,000 requests).
    """
    newest = Entry.objects.since(at, actor, most=MAX_CHANGES)
    return [entry for entry in newest if entry.author_id != actor.user_id]


def requests_in_hand(actor: Actor) -> list["RequestInHand"]:
    """Drafts and open requests of the actor's sites, newest first."""
    seen = requests.shown_to(actor)
    in_hand = seen.filter(status__in=(Status.DRAFT, *OPEN_STATUSES))
    newest = _newest(requests.with_resource(requests.with_scope_to_sign(in_hand)), MAX_REQUESTS)
    return cast("list[RequestInHand]", newest)


def open_requests_at(site: Site, actor: Actor, most: int) -> list["ListedRequest"]:
    """The newest open requests of one site, one more than is shown."""
    return _newest(requests.visible_to(actor).at(site.pk).open(), most + 1)


def work_of_provider(actor: Actor) -> list["ListedRequest"]:
    """What the actor's organizations have accepted."""
    seen = requests.visible_to(actor)
    return _newest(seen.worked_by(actor.organizations), MAX_REQUESTS)


def _newest(found: TTARequestQuerySet, most: int) -> list["ListedRequest"]:
    newest = requests.for_list(found).order_by("-created_at", "-id")[:most]
    return cast("list[ListedRequest]", list(newest))


def offers_to(actor: Actor) -> list[Offer]:
    """Open offers to the actor's organizations, due first."""
    found = offers.answerable_by(actor).open().of_organizations(actor.organizations)
    return list(found.order_by("due_at", "pk")[:MAX_OFFERS])


def referrals_to(actor: Actor) -> list[FederalReferral]:
    """What the actor's agency seats answer or co-lead, the oldest first."""
    return list(FederalReferral.objects.in_hand_of(actor)[:MAX_REQUESTS])


def conversations_of(actor: Actor) -> list["GuestShare"]:
    """Conversations the actor's office was brought into, the first to end first."""
    live = shares.for_day(Share.objects.live(clock.now()).to(actor.organizations).for_talk())
    seen = requests.visible_to(actor).open().order_by().values("pk")
    return cast("list[GuestShare]", list(live.filter(request__in=seen)[:MAX_REQUESTS]))


def seats_at(sites: Collection[int]) -> list[Membership]:
    """Every membership of the sites, ended ones too, for their rosters."""
    return list(Membership.objects.filter(site_id__in=sites).for_team())


def contacts_of(actor: Actor) -> list["ContactedSite"]:
    """Sites the actor logs at, with the last contact, their own draft and the standard as columns."""
    own = actor.sites_for(P.UPDATE_LOG) or frozenset()
    logged = EngagementUpdate.objects.submitted().filter(site_id=OuterRef("pk"))
    newest = logged.order_by("-occurred_on", "-id")
    drafts = EngagementUpdate.objects.drafts_of(actor.user_id).filter(site_id=OuterRef("pk"))
    standard = ContactStandard.objects.order_by("pk")
    sites = Site.objects.filter(pk__in=own).annotate(
        last_on=Subquery(newest.values("occurred_on")[:1]),
        next_on=Subquery(newest.values("next_contact_on")[:1]),
        draft_id=Subquery(drafts.values("pk")[:1]),
        draft_at=Subquery(drafts.values("saved_at")[:1]),
        due_days=Subquery(standard.values("due_days")[:1]),
        overdue_days=Subquery(standard.values("overdue_days")[:1]),
    )
    return cast("list[ContactedSite]", list(sites.order_by("name", "pk")))


def updates_at(site: Site, actor: Actor, most: int) -> list[EngagementUpdate]:
    """The newest updates of one site."""
    found = EngagementUpdate.objects.visible_to(actor).submitted().at(site.pk).for_list()
    return list(found[:most])


def by_status(actor: Actor) -> dict[str, int]:
    """How many open requests stand in each state, of those the actor sees."""
    seen = requests.visible_to(actor).open().order_by()
    return dict(seen.values_list("status").annotate(n=Count("pk")))


def dead_letters() -> int:
    """Messages the outbox has given up."""
    return Message.objects.dead().count()
