"""A provider's own page: its capacity, skills, commitments, and time away."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from engagements.models import Commitment
from foundation.ui import dates
from foundation.ui.tags.basics import meter
from foundation.ui.types import Fact
from tta_requests.models import Absence, Provider
from tta_requests.models.commitments import request_of


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment of the organization, with its due date."""

    text: str
    number: str
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class Capability:
    """A core area: each kind of work, and how well the provider does it."""

    area: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Away:
    """An absence, with its first and last day."""

    absence: Absence
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPage:
    """What the page shows of the provider itself."""

    facts: Sequence[Fact]
    capabilities: Sequence[Capability]
    owed: Sequence[Owed]
    absences: Sequence[Away]


def page_of(
    provider: Provider,
    *,
    hours: timedelta,
    owed: Iterable[Commitment],
    absences: Iterable[Absence],
    today: date,
) -> ProviderPage:
    """Return the page of a provider, for its own people.

    Arguments:
        provider: loaded with its capabilities.
        hours: hours spent this month.
        owed: its open commitments.
        absences: current and future absences.
        today: today's date in the reader's time zone.
    """
    return ProviderPage(
        facts=[
            Fact("Capacity", capacity(provider)),
            Fact("This month", _hours(hours, provider.hours_a_month)),
            *([Fact("Home state", str(provider.home_state))] if provider.home_state else []),
            Fact("Serves", ", ".join(provider.states_served) or "Every state"),
        ],
        capabilities=_capabilities(provider),
        owed=[
            Owed(each.text, request_of(each).number, dates.day(each.due_on), each.due_on < today)
            for each in owed
        ],
        absences=[
            Away(each, dates.day(each.starts_on), dates.day(each.ends_on)) for each in absences
        ],
    )


def capacity(provider: Provider, note: str = "") -> SafeString:
    """Draw how many of a provider's places are held now, open offers included: "3 of 8 in use"."""
    held, places = provider.places_held, provider.places
    return meter(held, places, f"{held} of {places} in use{note}")


def _hours(spent: timedelta, most: int) -> SafeString:
    hours = spent / timedelta(hours=1)
    return meter(hours, most, f"{hours:g} of {most} hours")


def _capabilities(provider: Provider) -> list[Capability]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in provider.capabilities.all():
        found[str(each.core_area)].append(f"{each.get_kind_display()} ({each.get_level_display()})")
    return [Capability(area, ", ".join(sorted(kinds))) for area, kinds in sorted(found.items())]
