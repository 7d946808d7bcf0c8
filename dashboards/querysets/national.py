"""Count open help at each engaged site by core area, for the national picture; no federal item is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.calendars.days import OFFICIAL_ZONE, first_day
from sites.enums import Handling
from sites.models import CoreArea, Site
from tta_requests.enums import OPEN_STATUSES, PAUSED_STATUSES
from tta_requests.models import Clock
from tta_requests.models.requests import TTARequestQuerySet
from tta_requests.querysets import requests


@dataclass(slots=True)
class Help:
    """What is open at a site in one core area.

    Attributes:
        open: how many requests.
        paused: how many of them have paused clocks.
        late: how many requests have a clock past due.
        at_risk: how many requests have a clock at risk.
        ever: whether the site ever sent a request about it.
    """

    open: int = 0
    paused: int = 0
    late: int = 0
    at_risk: int = 0
    ever: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A site with a running engagement, and its help by the key of the core area."""

    site: Site
    engagement: Engagement
    areas: Mapping[int, Help] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """The core areas in effect, and every place."""

    areas: Sequence[CoreArea]
    places: Sequence[Place]


def picture_of(actor: Actor, now: datetime) -> Picture:
    """Find every engaged site that the actor sees with its help, in five statements at any number."""
    today = first_day(now, OFFICIAL_ZONE)
    areas = list(CoreArea.objects.in_force_on(today))
    running = Engagement.objects.with_work_visible_to(actor).running_on(today)
    newest = {each.site_id: each for each in running.select_related("site").order_by("starts_on")}
    found = {
        pk: Place(each.site, each, {area.pk: Help() for area in areas})
        for pk, each in newest.items()
    }
    sent = requests.visible_to(actor).submitted().exclude(handling=Handling.FEDERAL).order_by()
    _mark_ever(sent, areas, found)
    # Of all sites: with those of the picture named, PostgreSQL expects few rows, and looks up each by an index of sites.
    opened = sent.filter(status__in=OPEN_STATUSES)
    paused = Count("pk", filter=Q(status__in=PAUSED_STATUSES))
    for site, area, count, waiting in opened.values_list("site", "core_area").annotate(
        n_open=Count("pk"), n_paused=paused
    ):
        if site in found and area in found[site].areas:
            found[site].areas[area].open, found[site].areas[area].paused = count, waiting
    clocks = Clock.objects.visible_to(actor).running().exclude(request__handling=Handling.FEDERAL)
    late = Count("request", filter=Q(due_at__lte=now), distinct=True)
    soon = Count("request", filter=Q(due_at__gt=now, warn_at__lte=now), distinct=True)
    waits = clocks.filter(warn_at__lte=now, site__in=list(found)).order_by()
    for site, area, past, risk in waits.values_list("site", "request__core_area").annotate(
        n_late=late, n_at_risk=soon
    ):
        if area in found[site].areas:
            found[site].areas[area].late, found[site].areas[area].at_risk = past, risk
    return Picture(areas, list(found.values()))


def _mark_ever(
    sent: TTARequestQuerySet, areas: Sequence[CoreArea], found: Mapping[int, Place]
) -> None:
    """Mark the areas about which a site ever sent a request: one look into an index for each."""
    asked = {
        f"area_{area.pk}": Exists(sent.filter(site=OuterRef("pk"), core_area=area))
        for area in areas
    }
    rows = Site.objects.filter(pk__in=list(found)).order_by().annotate(**asked)
    for site, *ever in rows.values_list("pk", *asked):
        for area, is_known in zip(areas, ever, strict=True):
            found[site].areas[area.pk].ever = is_known
