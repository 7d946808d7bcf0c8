"""What my day and the workspace ask of the rooms below: each function is one statement, at any size."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ANALYST
from foundation.calendars import clock
from foundation.needs.columns import day_at, needing
from foundation.needs.registry import Within
from foundation.notifications.models import Notification
from foundation.outbox.models import Message
from foundation.tenancy.functions import one_of
from foundation.ui.rows import row
from liaisons.models import EngagementUpdate
from sites.models import Membership, Site
from tta_requests.models import MESSAGE, Entry, Share, TTARequest, TTARequestQuerySet
from tta_requests.querysets import clocks, requests, waiting
from tta_requests.querysets.waiting import Waiting

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest

MAX_CLOCKS = 60
MAX_REQUESTS = 40
MAX_NOTICES = 5
MAX_CHANGES = 40
COLUMNS_OF_A_CHANGE = (
    "request__number",
    "request__title",
    "request__site__name",
    "kind",
    "text",
    "author",
    "created_at",
)


@row()
class Change:
    """What somebody did on a request: of forty, My day shows a few, so they are plain rows.

    Attributes:
        tta_request: the request's key, as text.
        number, title: what to call the request.
        site: its site's name.
        kind: the kind of entry.
        text: what was done.
        author: the key of who did it; None for the portal.
        at: when.
    """

    tta_request: str
    number: str
    title: str
    site: str
    kind: str
    text: str
    author: int | None
    at: datetime

    @property
    def is_message(self) -> bool:
        """Whether it is a person's message."""
        return self.kind == MESSAGE


class Changed(NamedTuple):
    """What others did, newest first; ``is_cut`` is whether there may be more of it than was read."""

    lines: list[Change]
    is_cut: bool


@Compiled
def undecided(actor: Actor) -> QuerySet[Any, Any]:
    """Find clocks of requests the actor triages, or whose scope they sign, due first, and the counts of clocks.

    Who logs contacts with sites gets the counts together with those.
    """
    signs = P.SCOPE_SIGN in actor.everywhere
    found = clocks.undecided(actor, most=MAX_CLOCKS, scopes=signs)
    counts = clocks.clock_counts(actor, clock.now())
    none = Value(None, TextField())
    counted = none if actor.may_anywhere(P.UPDATE_LOG) else counts
    return waiting.of_clocks(found, clocks_counted=counted)


@Compiled
def unread(actor: Actor) -> QuerySet[Notification]:
    """Find the newest notices the person has not read."""
    unread = Notification.objects.of(actor.user_id or 0).open().unread().newest_of_each()
    return unread.for_inbox()[:MAX_NOTICES]


def changed_since(at: datetime, actor: Actor) -> Changed:
    """Find what others did since an instant on the requests the actor reads, newest first.

    The actor's own acts are left out here: the database would read past all of them, however far back, to
    find so many of others (7,000 pages for somebody who wrote everything at a site of 17,000 requests).
    """
    found = [Change(*columns) for columns in _since(actor, at=at)]
    lines = [change for change in found if change.author != actor.user_id]
    return Changed(lines, is_cut=len(found) == MAX_CHANGES)


@Compiled
def _since(actor: Actor, *, at: datetime) -> QuerySet[Any, Any]:
    found = Entry.objects.since(at, actor, most=MAX_CHANGES)
    key = {"request_key": Cast("request", TextField())}
    return found.annotate(**key).values_list(*key, *COLUMNS_OF_A_CHANGE)


@Compiled
def requests_in_hand(actor: Actor) -> QuerySet[Any, Any]:
    """Find open requests of the actor's sites, newest first."""
    return _newest_counted(requests.visible_to(actor).open(), actor)


def open_requests_at(site: Site, actor: Actor, most: int) -> list["ListedRequest"]:
    """Find the newest open requests of one site, one more than is shown."""
    found = requests.for_list(requests.visible_to(actor).at(site.pk).open())
    return cast("list[ListedRequest]", list(found.order_by("-created_at", "-id")[: most + 1]))


@Compiled
def work_of_provider(actor: Actor) -> QuerySet[Any, Any]:
    """Find what the actor's organizations have accepted."""
    seen = requests.visible_to(actor)
    return _newest_counted(seen.worked_by(actor.organizations), actor)


def _newest_counted(found: TTARequestQuerySet, actor: Actor) -> QuerySet[Any, Any]:
    """Find the newest requests, each with the counts of clocks: they cost no further statement.

    They are found in their table alone, and joined to what is shown of them afterward.
    """
    order = ("-created_at", "-id")
    newest = TTARequest.objects.filter(one_of(found.order_by(*order).values("pk")[:MAX_REQUESTS]))
    counts = clocks.clock_counts(actor, clock.now())
    return waiting.of_requests(newest.order_by(*order), clocks_counted=counts)


@Compiled
def conversations_of(actor: Actor) -> QuerySet[Any, Any]:
    """Find open requests in whose conversation the actor's office takes part."""
    live = Share.objects.live(clock.now()).to(actor.organizations).for_talk()
    seen = requests.visible_to(actor).open()
    return _newest_counted(seen.filter(pk__in=live.values("request_id")), actor)


def seats_at(sites: Collection[int]) -> list[Membership]:
    """Find every membership of the sites, ended ones too, for their rosters."""
    return list(Membership.objects.filter(site_id__in=sites).for_team())


def updates_at(site: Site, actor: Actor, most: int) -> list[EngagementUpdate]:
    """Find the newest updates of one site."""
    found = EngagementUpdate.objects.visible_to(actor).submitted().at(site.pk).for_list()
    return list(found[:most])


def by_status(actor: Actor) -> dict[str, int]:
    """Count the open requests in each state, of those the actor sees."""
    seen = requests.visible_to(actor).open().order_by()
    return dict(seen.values_list("status").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class LoggedSites:
    """The sites the reader logs at.

    Attributes:
        contacts: the day of each planned contact that is still to come, with the site's name.
        counts: how many requests the list shows with each clock, by the statement that finds the sites.
        covered: by the name of each site where the actor stands in, the person on leave.
    """

    contacts: list[tuple[date, str]]
    counts: Mapping[str, int] | None
    covered: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What My day shows besides the reader's needs.

    Attributes:
        open_requests: requests the reader triages, then those of the reader's sites, or that the reader works or comments on.
        counts: how many requests the list shows with each clock; None for who has no such figures.
        by_status: how many open requests stand in each state; empty for all but analysts.
        contacts: sites the reader is the liaison of, each with the day of the next planned contact.
        covered: by the name of each site where the reader stands in, the person on leave.
    """

    open_requests: list[Waiting]
    counts: Mapping[str, int] | None
    by_status: dict[str, int]
    contacts: list[tuple[date, str]]
    covered: Mapping[str, str]


def surroundings_of(actor: Actor) -> Surroundings:
    """Find what My day shows besides the reader's needs; a statement for each kind the reader has."""
    followed, counts = _followed(actor)
    logs = logged_sites(actor) if actor.may_anywhere(P.UPDATE_LOG) else LoggedSites([], None, {})
    analyzes = actor.staff_role == ANALYST.slug
    return Surroundings(
        open_requests=followed,
        counts=_counts(counts, logs, actor),
        by_status=by_status(actor) if analyzes else {},
        contacts=logs.contacts,
        covered=logs.covered,
    )


def _followed(actor: Actor) -> tuple[list[Waiting], Mapping[str, int] | None]:
    """Find the requests the reader follows, each by its first row, and the counts of clocks; None without a row."""
    at_desk = actor.may_anywhere(P.REQUEST_TRIAGE)
    rows: list[Any] = undecided(actor) if at_desk else []
    if actor.organizations:
        rows = [*rows, *work_of_provider(actor), *conversations_of(actor)]
    elif actor.powers and not (at_desk or actor.staff_role):
        rows = requests_in_hand(actor)
    first: dict[str, Waiting] = {}
    for *columns, _ in rows:
        waits = Waiting(*columns)
        first.setdefault(waits.key, waits)
    return list(first.values()), clocks.counted(rows[0][-1]) if rows else None


def _counts(
    counts: Mapping[str, int] | None, logs: LoggedSites, actor: Actor
) -> Mapping[str, int] | None:
    if logs.counts is not None:
        return logs.counts
    if counts is not None:
        return counts
    if P.REQUEST_TRIAGE in actor.everywhere or actor.staff_role == ANALYST.slug:
        return clocks.counted(next(iter(_counted(actor))))
    return None


@Compiled
def _counted(actor: Actor) -> QuerySet[Any, str | None]:
    own = User.objects.filter(pk=actor.user_id or 0).annotate(
        counted=clocks.clock_counts(actor, clock.now())
    )
    return own.values_list("counted", flat=True)


def logged_sites(actor: Actor) -> LoggedSites:
    """Find the next planned contact with each site the actor logs at, the counts of clocks, and whom they stand in for."""
    rows = _planned(actor)
    ahead = [(day, name) for day, name, is_ahead, *_ in rows if day and is_ahead]
    covered = {name: away for _, name, _, _, away in rows if away}
    return LoggedSites(ahead, clocks.counted(rows[0][3]) if rows else None, covered)


@Compiled
def _planned(actor: Actor) -> QuerySet[Any, Any]:
    now = clock.now()
    logged = EngagementUpdate.objects.submitted().filter(site_id=OuterRef("pk"))
    newest = logged.order_by("-occurred_on", "-id")
    sites = Site.objects.filter(pk__in=actor.sites_for(P.UPDATE_LOG) or ())
    duty = Membership.objects.live(now).of_user(actor.user_id or 0).filter(site_id=OuterRef("pk"))
    planned = sites.annotate(
        away=Subquery(duty.filter(covers__isnull=False).values("covers__user__name")[:1]),
        next_on=Subquery(newest.values("next_contact_on")[:1]),
        is_ahead=Case(When(next_on__gt=day_at(now, "time_zone"), then=True), default=False),
        counted=clocks.clock_counts(actor, now),
    ).order_by("next_on", "pk")
    return planned.values_list("next_on", "name", "is_ahead", "counted", "away")


def dead_letters_for(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find whether the outbox has given up messages, for administrators: one row with their number."""
    if within.thing or within.site_id is not None or not actor.may_anywhere(P.ADMIN_USE):
        return
    dead = Message.objects.dead()
    count = dead.order_by().values("state").annotate(n=Count("pk")).values("n")
    yield needing(
        dead.order_by("pk")[:1],
        cause="review-failed-messages",
        site=None,
        count=Subquery(count),
    )
