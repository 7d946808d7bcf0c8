"""What imports and pages ask about agencies and figures."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from engagements.models import Engagement
from outcomes.computing.months import MONTHS
from outcomes.enums import WITHOUT_TREND, FigureStatus
from outcomes.models import Agency, Figure, Source
from outcomes.parsing.figures import Named, county_key
from outcomes.parsing.places import States
from sites.models import State


class Key(NamedTuple):
    """What a current figure of one source is known by."""

    agency_id: int
    measure: str
    year: int
    month: int | None
    through: date | None


class Standing(NamedTuple):
    """A current figure."""

    pk: int
    version: int
    status: str
    value: int | None
    months: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """The agencies that names in a file can mean.

    Attributes:
        by_ori: ORI → agency.
        by_place: folded name, state, and folded county → agency; only where there is one.
        by_name: the same, of agencies that only this source names.
    """

    by_ori: dict[str, Agency]
    by_place: dict[tuple[str, str, str], Agency | None]
    by_name: dict[tuple[str, str, str], Agency]

    def meant(self, named: Named) -> Hashable:
        """Return what stands for the agency a row means, known or not."""
        agency = self.agency(named)
        return agency.pk if agency else named.identity

    def agency(self, named: Named) -> Agency | None:
        """Return the agency a row means; never by its name alone."""
        if named.ori:
            return self.by_ori.get(named.ori)
        place = place_of(named.key, named.state, named.county)
        # What the source was given before stays: its figures are already there.
        return self.by_name.get(place) or (self.by_place.get(place) if named.county else None)

    def add(self, agency: Agency) -> None:
        """Add an agency that the source has just named for the first time."""
        if agency.ori:
            self.by_ori[agency.ori] = agency
        else:
            self.by_name[place_of(agency.key, agency.state_id, agency.county)] = agency


def place_of(key: str, state: str | None, county: str) -> tuple[str, str, str]:
    """Return what an agency without an ORI is known by."""
    return key, state or "", county_key(county)


def known_agencies(source: Source | None) -> Known:
    """Load the agencies that names in a file of a source can mean, in one query."""
    known = Known({}, {}, {})
    for agency in Agency.objects.order_by("pk"):
        place = place_of(agency.key, agency.state_id, agency.county)
        if agency.ori:
            known.by_ori[agency.ori] = agency
        if agency.county and agency.ori:
            known.by_place[place] = None if place in known.by_place else agency
        if source and agency.found_in_id == source.pk and not agency.ori:
            known.by_name[place] = agency
    return known


def standing_figures(source: Source | None, agencies: Iterable[int]) -> dict[Key, Standing]:
    """Load the current figures of a source for agencies, in one query."""
    if source is None:
        return {}
    found = Figure.objects.current().of_source(source).of_agencies(agencies)
    rows = found.values_list(
        "agency_id", "measure", "year", "month", "through",
        "pk", "version", "status", "value", "months_reported",
    )  # fmt: skip
    return {Key(*row[:5]): Standing(*row[5:]) for row in rows.iterator(chunk_size=10_000)}


class Place(NamedTuple):
    """Whose count of what, and when, whatever the source; ``agency_id`` is of the agency that a name means."""

    agency_id: int
    measure: str
    year: int
    month: int | None


class Said(NamedTuple):
    """What a source says at a place; ``value`` is None for "not reported"."""

    place: Place
    value: int | None
    source: str


def said_elsewhere(source: Source | None, agencies: Collection[int]) -> Iterator[Said]:
    """Yield what other sources say of agencies under every name, in one query: counts, and "not reported".

    Arguments:
        agencies: keys of agencies, or of other names for them.
    """
    meant = Agency.objects.filter(pk__in=agencies).values(meant=Coalesce("same_as", "pk"))
    named = Agency.objects.filter(Q(pk__in=meant) | Q(same_as__in=meant)).values("pk")
    found = Figure.objects.current().whole().filter(agency__in=named)
    if source is not None:
        found = found.exclude(source=source)
    told = found.filter(status__in=(FigureStatus.REPORTED, FigureStatus.NOT_REPORTED))
    rows = told.values_list(
        Coalesce("agency__same_as", "agency"), "measure", "year", "month", "value", "source__name"
    )
    for *place, value, name in rows.order_by("pk").iterator(chunk_size=10_000):
        yield Said(Place(*place), value, name)


def key_of_figure(figure: Figure) -> Key:
    """Return what a stored figure is known by."""
    return Key(figure.agency_id, figure.measure, figure.year, figure.month, figure.through)


def standing_of(figure: Figure) -> Standing:
    """Return a stored figure as it is compared with counts of a file."""
    return Standing(figure.pk, figure.version, figure.status, figure.value, figure.months_reported)


def states() -> States:
    """Load the states that exist, in one query."""
    return States.of(State.objects.values_list("usps", "name", "fips"))


class SeriesKey(NamedTuple):
    """What the counts of a series have in common; ``per_year`` is 12 for months and 1 for years."""

    source_id: int
    measure: str
    per_year: int


Counts = dict[SeriesKey, dict[int, int | None]]


def counts_of_agencies() -> dict[int, Counts]:
    """Load the current counts of each agency that serves a site, by number of period, in one query.

    What is reported under another name of an agency counts where its own name has nothing.
    """
    found: dict[int, Counts] = defaultdict(lambda: defaultdict(dict))
    figures = Figure.objects.of_sites().exclude(measure__in=WITHOUT_TREND)
    rows = figures.order_by(F("agency__same_as").asc(nulls_first=True), "pk").values_list(
        "agency_id", "agency__same_as", "source", "measure", "year", "month", "value"
    )
    for agency, same_as, source, measure, year, month, value in rows.iterator(chunk_size=10_000):
        key = SeriesKey(source, measure, MONTHS if month else 1)
        number = year * MONTHS + month - 1 if month else year
        counts = found[same_as or agency][key]
        if counts.get(number) is None:
            counts[number] = value
    return found


def gaps_of_agencies() -> dict[int, dict[SeriesKey, dict[int, str]]]:
    """Load what files say instead of a count, where it's more than "not reported," in one query.

    Returns:
        The status by agency, series, and number of the period, as ``counts_of_agencies`` numbers them.
    """
    found: dict[int, dict[SeriesKey, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    figures = Figure.objects.of_sites().exclude(measure__in=WITHOUT_TREND)
    rows = figures.filter(status__in=(FigureStatus.SUPPRESSED, FigureStatus.ERROR)).values_list(
        "agency_id", "agency__same_as", "source", "measure", "year", "month", "status"
    )
    for agency, same_as, source, measure, year, month, status in rows.order_by("pk"):
        key = SeriesKey(source, measure, MONTHS if month else 1)
        number = year * MONTHS + month - 1 if month else year
        found[same_as or agency][key][number] = status
    return found


class Span(NamedTuple):
    """The first and the last day of an engagement, and whether no announcement names the first."""

    first: date
    last: date
    start_is_assumed: bool = False


class Term(NamedTuple):
    """A site's engagements that count for trends, oldest first.

    ``withdrawn_on`` is the day of the newest withdrawal, where every engagement that began was withdrawn.
    """

    spans: tuple[Span, ...] = ()
    withdrawn_on: date | None = None


def terms_of_sites(today: date) -> dict[int, Term]:
    """Load each site's engagements that have begun and weren't withdrawn, in one query.

    A proposed engagement hasn't begun, even if the day it was planned for is over.
    """
    begun = Engagement.objects.filter(starts_on__lte=today, onboarding_from__lte=today)
    rows = begun.order_by("site_id", "starts_on").values_list(
        "site_id", "starts_on", "ends_on", "start_is_assumed", "withdrawn_on"
    )
    found: dict[int, Term] = defaultdict(Term)
    for site, first, last, is_assumed, withdrawn_on in rows:
        spans = found[site].spans
        if withdrawn_on is None:
            found[site] = Term((*spans, Span(first, last, is_assumed)))
        elif not spans:
            found[site] = Term(withdrawn_on=withdrawn_on)
    return found
