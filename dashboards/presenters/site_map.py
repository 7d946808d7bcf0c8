"""The map of real sites: three groups by the year they joined, and the sites without a location."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from dashboards.querysets.places import Place
from foundation.ui import wording
from foundation.ui.types import MapGroup, MapSite, MapView

PILOT, MIDDLE, RECENT = "pilot", "middle", "recent"
PILOT_UNTIL, MIDDLE_UNTIL = 2016, 2021
SHAPES: dict[str, Literal["square", "circle", "diamond"]] = {
    PILOT: "square",
    MIDDLE: "circle",
    RECENT: "diamond",
}
MIDWAY = -90.0  # east of it a name fits to the left of its mark
# Names printed on the map: the newest sites where there is room, and on which side of the mark.
LABELS = {
    "albuquerque-nm": "left",
    "anchorage-ak": "right",
    "knoxville-tn": "above",
    "minneapolis-mn": "right",
    "philadelphia-pa": "right",
    "pueblo-co": "right",
    "raleigh-nc": "right",
    "sacramento-ca": "right",
    "san-antonio-tx": "left",
    "seattle-wa": "right",
    "shreveport-la": "left",
    "springfield-ma": "above",
    "tampa-fl": "left",
}


def group_of(place: Place) -> str:
    """Return the group of a site by its first cohort."""
    year = place.first_cohort or 0
    if year <= PILOT_UNTIL:
        return PILOT
    return MIDDLE if year <= MIDDLE_UNTIL else RECENT


def map_of(places: Sequence[Place], *, list_href: str) -> MapView:
    """Return the map with its legend; a site without a location is named below it."""
    drawn = [place for place in places if place.site.latitude is not None]
    names = [place.site.name for place in places if place.site.latitude is None]
    return MapView(
        title="Map of sites",
        sites=tuple(_pin(place) for place in drawn),
        groups=_groups(places),
        missing=f"Not on the map because the source has no location: {'; '.join(names)}."
        if names
        else "",
        list_href=list_href,
        list_label=f"All {len(places)} as a list",
    )


def map_of_one(place: Place) -> MapView | None:
    """Return the map with one site; None if its source has no location."""
    if place.site.latitude is None:
        return None
    group = group_of(place)
    year = place.first_cohort
    words = f"{place.site.name}, since {year}" if year else place.site.name
    return MapView(
        title=f"Where {place.site.name} is",
        sites=(replace(_pin(place), label="left" if _is_east(place) else "right"),),
        groups=(MapGroup(group, words, SHAPES[group]),),
    )


def _is_east(place: Place) -> bool:
    return float(place.site.longitude or 0) > MIDWAY


def _pin(place: Place) -> MapSite:
    site = place.site
    return MapSite(
        name=site.name,
        href=site.get_absolute_url(),
        latitude=float(site.latitude or 0),
        longitude=float(site.longitude or 0),
        group=group_of(place),
        label=LABELS.get(site.slug, ""),  # type: ignore[arg-type]  # -- sides are words of the table above
    )


def _groups(places: Sequence[Place]) -> tuple[MapGroup, ...]:
    last = max((place.first_cohort or 0 for place in places), default=0)
    words = {
        PILOT: "2014\N{EN DASH}2016: Violence Reduction Network",
        MIDDLE: "2017\N{EN DASH}2021",
        RECENT: f"2022\N{EN DASH}{max(last, 2022)}",
    }
    counts = {key: sum(group_of(place) == key for place in places) for key in words}
    return tuple(
        MapGroup(key, f"{words[key]}, {wording.counted(counts[key], 'site')}", SHAPES[key])
        for key in words
    )
