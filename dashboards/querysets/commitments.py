"""The list of commitments: which of them a reader asks for, and where its pages begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from engagements.models import Commitment
from engagements.models.commitments import CommitmentQuerySet
from engagements.querysets.commitments import PLACES
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import ZONE_SLACK
from foundation.needs.columns import day_at
from foundation.workflow.cursors import Position
from sites.models import Membership, Site
from tta_requests.querysets import choices
from tta_requests.querysets.requests import keys_by_site

EVERYONES, NOBODYS, NOTHING, REQUEST = "sites", "none", "none", "request"
DAYS = {"week": 7, "month": 30}
# A liaison has a few sites; more are read together.
MAX_SITES = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for, by the names of its filter form; ``site`` is one the actor reads.

    ``on_paper`` leaves out the commitments of federal items.
    """

    filters: Mapping[str, str]
    site: Site | None = None
    on_paper: bool = False

    def value(self, name: str) -> str:
        """Return a filter; empty for any."""
        return self.filters.get(name, "")

    @property
    def is_everyones(self) -> bool:
        """Whether it shows all that the reader can read, not only their own."""
        return self.value("whose") == EVERYONES

    @property
    def is_latest_first(self) -> bool:
        """Whether those due last come first."""
        return self.value("sort") == "last"


def sites_of(actor: Actor) -> tuple[Site, ...]:
    """Return the sites whose commitments the actor reads, by name, from those that the process keeps."""
    return choices.current(knowing=actor.powers).sites_among(actor.sites_for(P.SITE_VIEW))


@Compiled
def people_at(actor: Actor, *, site_id: int) -> QuerySet[Any, tuple[int, str]]:
    """Find who is in a seat of a site that the actor reads now: each person's key and name, by name."""
    seats = Membership.objects.visible_to(actor).at(site_id).live(clock.now())
    people = seats.filter(user__is_active=True).order_by("user__name", "user_id")
    return people.values_list("user_id", "user__name")


def found_by(actor: Actor, asked: Asked, *, now: datetime) -> CommitmentQuerySet:
    """Find the commitments that are asked for, in their order, with what the list shows."""
    found = Commitment.objects.visible_to(actor).for_list()
    found = found.on_paper() if asked.on_paper else found
    if not asked.is_everyones:
        found = found.owned_by(actor.user_id)
    elif owner := asked.value("owner"):
        found = found.owned_by(None if owner == NOBODYS else int(owner))
    if asked.site:
        found = found.at(asked.site.pk)
    found = _from(found, asked.value("origin"))
    found = found.in_state(asked.value("state"))
    return _due(found, asked.value("due"), now).by_day(latest=asked.is_latest_first)


def part_of(
    query: Mapping[str, str], asked: Asked, actor: Actor, *, now: datetime, size: int
) -> tuple[Sequence[Commitment], bool, bool]:
    """Load one page of a list, and whether there is more before and after it.

    Arguments:
        query: the query string, which may name the row the page continues after or ends before.
        asked: what the list is asked for.
        actor: the reader.
        now: the instant.
        size: how many rows a page has.
    """
    latest, sites = asked.is_latest_first, _sites_of_many(asked, actor)
    back = PLACES.read(query["before"]) if query.get("before") else None
    place = PLACES.read(query["after"]) if query.get("after") else None
    if not (back or place):
        site_id = asked.site.pk if asked.site else None
        words = tuple(asked.filters.items())
        rows = _first_page(actor, words, site_id, asked.on_paper, size + 1)
        return rows[:size], False, len(rows) > size
    found = found_by(actor, asked, now=now)
    if back:
        turned = found.after(*back) if latest else found.before(*back)
        rows = list(_first(turned, sites, size + 1, latest=not latest))
        return rows[:size][::-1], len(rows) > size, True
    rows = list(_first(_continued(found, place, latest=latest), sites, size + 1, latest=latest))
    return rows[:size], True, len(rows) > size


@Compiled
def _first_page(
    actor: Actor,
    filters: tuple[tuple[str, str], ...],
    site_id: int | None,
    on_paper: bool,  # noqa: FBT001 -- what shapes a compiled query is positional
    most: int,
) -> QuerySet[Commitment]:
    asked = Asked(dict(filters), Site(pk=site_id) if site_id else None, on_paper)
    found, sites = found_by(actor, asked, now=clock.now()), _sites_of_many(asked, actor)
    return _first(found, sites, most, latest=asked.is_latest_first)


def _sites_of_many(asked: Asked, actor: Actor) -> Sequence[int]:
    """Return the sites whose rows are read site by site: a reader's few, where the list shows all of theirs."""
    sites = actor.sites_for(P.SITE_VIEW)
    if sites is None or asked.site or not asked.is_everyones or actor.organizations:
        return ()
    return sorted(sites) if 2 <= len(sites) <= MAX_SITES else ()


def _first(
    found: CommitmentQuerySet, sites: Sequence[int], most: int, *, latest: bool
) -> CommitmentQuerySet:
    """Find the first rows; of a few sites each site's own come first, because an index has only one site in order."""
    ordered = found.by_day(latest=latest)
    if not sites:
        return ordered[:most]
    keys = keys_by_site(ordered, sites, most)
    first = Commitment.objects.filter(pk__in=keys).by_day(latest=latest)[:most]
    shown = Commitment.objects.filter(pk__in=first.values("pk")).for_list()
    return shown.by_day(latest=latest)


def continued(
    found: CommitmentQuerySet, after: str, most: int, *, latest: bool
) -> tuple[Sequence[Commitment], str]:
    """Load the next rows of an export, and the position of the last."""
    rows = list(_continued(found, PLACES.resume(after), latest=latest)[:most])
    return rows, PLACES.write(rows[-1]) if rows else after


def _continued(
    found: CommitmentQuerySet, place: Position | None, *, latest: bool
) -> CommitmentQuerySet:
    if place is None:
        return found
    return found.before(*place) if latest else found.after(*place)


def _from(found: CommitmentQuerySet, origin: str) -> CommitmentQuerySet:
    if origin == REQUEST:
        return found.of_requests()
    if origin == NOTHING:
        return found.of_nothing()
    return found.from_origin(origin) if origin else found


def _due(found: CommitmentQuerySet, due: str, now: datetime) -> CommitmentQuerySet:
    """Narrow to a span of days at each site; the days in UTC, one more each way, are for the index."""
    today = now.date()
    if due == "late":
        return found.filter(due_on__lt=day_at(now), due_on__lte=today + ZONE_SLACK)
    if due in DAYS:
        last = timedelta(days=DAYS[due])
        near = found.due_between(today - ZONE_SLACK, today + last + ZONE_SLACK)
        return near.filter(due_on__gte=day_at(now), due_on__lte=day_at(now + last))
    return found
