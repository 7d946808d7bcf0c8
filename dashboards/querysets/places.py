"""The real sites with their published engagements: what home, map, directory and profiles show."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engagements.enums import Track
from engagements.models import Engagement, TrackLength
from foundation.calendars import clock
from foundation.ui import wording
from sites.models import Site

CAPITAL = "DC"


@dataclass(frozen=True, slots=True)
class Place:
    """A site and its published engagements, the first one first."""

    site: Site
    engagements: tuple[Engagement, ...]

    @property
    def first_cohort(self) -> int | None:
        """The year it joined."""
        return self.engagements[0].cohort_id if self.engagements else None

    @property
    def cohorts(self) -> tuple[int, ...]:
        """Every cohort it belonged to."""
        return tuple(engagement.cohort_id for engagement in self.engagements)

    @property
    def latest(self) -> Engagement | None:
        """Its newest engagement."""
        return self.engagements[-1] if self.engagements else None

    @property
    def today(self) -> date:
        """Today where the site is."""
        return clock.today(self.site.time_zone)

    @property
    def standing(self) -> str:
        """Where its newest engagement stands today, as a word."""
        return str(self.latest.state_on(self.today).label) if self.latest else ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the public pages count; computed, never stored."""

    sites: int
    states: int
    has_capital: bool
    engagements: int
    since: int | None
    until: int | None

    @property
    def where(self) -> str:
        """ "in 34 states and the District of Columbia" """
        states = wording.counted(self.states, "state")
        return f"in {states}{' and the District of Columbia' if self.has_capital else ''}"


def real_places() -> list[Place]:
    """Every real site by name, in two statements; invented sites are never among them."""
    engagements: dict[int, list[Engagement]] = defaultdict(list)
    for engagement in Engagement.objects.published().order_by("starts_on", "pk"):
        engagements[engagement.site_id].append(engagement)
    sites = Site.objects.real().for_directory()
    return [Place(site, tuple(engagements[site.pk])) for site in sites]


def counts_of(places: Iterable[Place]) -> Counts:
    """Count sites, states, engagements, and the years they span."""
    found = list(places)
    states = {place.site.state_id for place in found}
    years = [year for place in found for year in place.cohorts]
    return Counts(
        sites=len(found),
        states=len(states - {CAPITAL}),
        has_capital=CAPITAL in states,
        engagements=len(years),
        since=min(years, default=None),
        until=max(years, default=None),
    )


def usual_length() -> int | None:
    """How many months a PSP engagement lasts by the setting in force."""
    return TrackLength.objects.filter(track=Track.PSP).values_list("months", flat=True).first()


def place_of(site: Site) -> Place:
    """One site, invented or not, with its published engagements."""
    engagements = Engagement.objects.published().filter(site=site).order_by("starts_on", "pk")
    return Place(site, tuple(engagements))
