"""The real sites with their published engagements, for home, map, directory and profiles."""

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
    """A site and its published engagements, earliest first."""

    site: Site
    engagements: tuple[Engagement, ...]

    @property
    def first_cohort(self) -> int | None:
        """The year the site joined."""
        return self.engagements[0].cohort_id if self.engagements else None

    @property
    def cohorts(self) -> tuple[int, ...]:
        """Every cohort the site belonged to."""
        return tuple(engagement.cohort_id for engagement in self.engagements)

    @property
    def latest(self) -> Engagement | None:
        """The site's newest engagement."""
        return self.engagements[-1] if self.engagements else None

    @property
    def today(self) -> date:
        """Today's date in the site's time zone."""
        return clock.today(self.site.time_zone)

    @property
    def standing(self) -> str:
        """The state of the site's newest engagement today, as text."""
        return str(self.latest.state_on(self.today).label) if self.latest else ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures on the public pages; computed, never stored."""

    sites: int
    states: int
    has_capital: bool
    engagements: int
    since: int | None
    until: int | None

    @property
    def where(self) -> str:
        """The states as text, such as "in 34 states and the District of Columbia"."""
        states = wording.counted(self.states, "state")
        return f"in {states}{' and the District of Columbia' if self.has_capital else ''}"


def real_places() -> list[Place]:
    """Return every real site by name, in two queries; demonstration sites are excluded."""
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
    """Return how many months a PSP engagement lasts by the current setting."""
    return TrackLength.objects.filter(track=Track.PSP).values_list("months", flat=True).first()


def place_of(site: Site) -> Place:
    """Return one site, real or not, with its published engagements."""
    engagements = Engagement.objects.published().filter(site=site).order_by("starts_on", "pk")
    return Place(site, tuple(engagements))
