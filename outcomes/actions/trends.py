"""Compute the trends of the published figures, and keep them for the pages."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.tenancy.context import atomic
from foundation.tenancy.turns import take_turn
from outcomes import querysets
from outcomes.computing.bands import Member, band_of
from outcomes.computing.changes import can_judge, change_of, spread_before_and_now
from outcomes.computing.gaps import without_missing
from outcomes.computing.months import MONTHS
from outcomes.computing.series import Series
from outcomes.computing.shares import share_of
from outcomes.enums import CLEARANCES, DEFINED_ANEW, Baseline, Measure
from outcomes.models import Agency, Trend
from outcomes.querysets import Counts, SeriesKey, Span, Term

# Change it with the computation: a stored trend says by which one it was made.
METHOD = "exact-2"
PER = 100_000
MAX_YEARS_APART = 2
IDENTITY = ("site", "source", "agency", "measure", "per_year")
# Names the lock of the computation among the database's advisory locks.
COMPUTING = 7_501
Found = dict[SeriesKey, Series]
Gaps = Mapping[SeriesKey, Mapping[int, str]]


@atomic
def compute() -> int:
    """Compute the trend of every series of an agency that serves a site, and remove those that no longer have one.

    A series is the counts of one source, agency, and measure by month or by year: sources are never joined. Run by a
    job; a second one waits for the first, and so never replaces its rows by older counts.

    Returns:
        How many trends there are.
    """
    take_turn(COMPUTING)  # before anything is read
    now = clock.now()
    terms = querysets.terms_of_sites(clock.today(OFFICIAL_ZONE))
    counts, gaps = querysets.counts_of_agencies(), querysets.gaps_of_agencies()
    agencies = {agency.pk: agency for agency in Agency.objects.of_sites()}
    series = {pk: _series_of(counts[pk]) for pk in agencies if pk in counts}
    members = _members(series, agencies)
    made = [
        trend
        for pk, found in series.items()
        for trend in _trends(agencies[pk], found, members, terms, gaps.get(pk, {}), now)
    ]
    fields = [each.name for each in Trend._meta.fields if each.name not in {"id", *IDENTITY}]
    kept = Trend.objects.bulk_create(
        made, update_conflicts=True, unique_fields=IDENTITY, update_fields=fields
    )
    Trend.objects.others_than([trend.pk for trend in kept]).delete()
    return len(kept)


def _series_of(counts: Counts) -> Found:
    """Return an agency's series in a fixed order, without zeros that are no counts."""
    found = {}
    for key in sorted(counts):
        numbered = counts[key]
        if key.per_year == 1:
            others = [
                counts[each]
                for each in counts
                if each.source_id == key.source_id and each.per_year == 1 and each != key
            ]
            numbered = without_missing(key.measure, numbered, others)
        if any(count is not None for count in numbered.values()):
            found[key] = Series.of(numbered.items(), key.per_year)
    return found


def _members(
    series: Mapping[int, Found], agencies: Mapping[int, Agency]
) -> Mapping[SeriesKey, list[Member]]:
    """Return the agencies whose monthly series can be compared, by series: those that are their site's only one."""
    of_site = Counter(agency.serves_id for agency in agencies.values())
    found: dict[SeriesKey, list[Member]] = defaultdict(list)
    for pk, each in series.items():
        is_whole_site = of_site[agencies[pk].serves_id] == 1
        people = agencies[pk].population if is_whole_site else None
        for key in each if people else ():
            if key.per_year == MONTHS:
                found[key].append(Member(pk, each[key], people or 0))
    return found


def _trends(
    agency: Agency,
    found: Found,
    members: Mapping[SeriesKey, list[Member]],
    terms: Mapping[int, Term],
    gaps: Gaps,
    now: datetime,
) -> Iterator[Trend]:
    site = agency.serves_id
    if site is None:
        return
    term = terms.get(site, Term())
    for key, series in found.items():
        span = _compared(series, term.spans)
        first = span.first if span else None
        spread = spread_before_and_now(series, first)
        breaks = DEFINED_ANEW.get(Measure(key.measure), ())
        changes = [change_of(series, each, first, spread, breaks) for each in Baseline]
        yield Trend(
            site_id=site,
            source_id=key.source_id,
            agency=agency,
            measure=key.measure,
            per_year=key.per_year,
            starts_on=series.day_of(series.first),
            counts=list(series.counts),
            missing=_missing(series, gaps.get(key, {})),
            engaged_from=first,
            engaged_to=span.last if span else None,
            start_is_assumed=span is not None and span.start_is_assumed,
            other_terms=[_days(each) for each in term.spans if each != span],
            withdrawn_on=term.withdrawn_on,
            changes=[_stored(change) for change in changes],
            spread=round(spread.ratio, 2) if spread else None,
            is_too_wide=spread is not None and spread.is_too_wide,
            share=_share(key, found),
            band=_band(agency, series, members.get(key, ()), first),
            method=METHOD,
            computed_at=now,
            **_latest(agency, key, series),
        )


def _compared(series: Series, spans: Sequence[Span]) -> Span | None:
    """Return the newest engagement that the series can judge, or the newest of all where it can judge none."""
    judged = (span for span in reversed(spans) if can_judge(series, span.first))
    return next(judged, spans[-1] if spans else None)


def _days(span: Span) -> list[str]:
    return [span.first.isoformat(), span.last.isoformat()]


def _missing(series: Series, gaps: Mapping[int, str]) -> dict[str, str]:
    """Return what the file says of the periods without a count, by their place in the series."""
    places = enumerate(series.counts, start=series.first)
    return {
        str(number - series.first): gaps[number]
        for number, count in places
        if count is None and number in gaps
    }


def _latest(agency: Agency, key: SeriesKey, series: Series) -> dict[str, Any]:
    """Return the latest whole year, and its rate where the agency's population of about that time is known."""
    at = series.latest()
    window = None if at is None else series.window(at, series.per_year)
    if at is None or window is None:
        return {}
    began = series.day_of(at)
    facts: dict[str, Any] = {"latest_from": began, "latest": sum(window)}
    is_near = abs((agency.population_year or 0) - began.year) <= MAX_YEARS_APART
    is_rate = is_near and key.measure not in CLEARANCES and sum(window) >= 0
    if is_rate and agency.population and agency.population_source:
        facts |= {
            "population": agency.population,
            "population_year": agency.population_year,
            "population_source": agency.population_source,
            "rate": round(sum(window) * PER / agency.population, 1),
        }
    return facts


def _share(key: SeriesKey, found: Found) -> dict[str, Any]:
    cases = found.get(key._replace(measure=Measure.HOMICIDE))
    if key.measure != Measure.HOMICIDE_CLEARED or key.per_year != 1 or cases is None:
        return {}
    share = share_of(_by_year(found[key]), _by_year(cases))
    return asdict(share) if share else {}


def _by_year(series: Series) -> dict[int, int | None]:
    return dict(enumerate(series.counts, start=series.first))


def _band(
    agency: Agency, series: Series, members: Any, engaged_from: date | None
) -> dict[str, Any]:
    own = next((each for each in members if each.key == agency.pk), None)
    band = band_of(own, members, engaged_from) if own and engaged_from else None
    return _stored(band) if band else {}


def _stored(found: Any) -> dict[str, Any]:
    """Return a computed value as JSON, with days as text."""
    values = asdict(found)
    return {
        name: each.isoformat() if isinstance(each, date) else each for name, each in values.items()
    }
