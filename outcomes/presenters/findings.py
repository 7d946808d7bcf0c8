"""What a trend says, in sentences made from its stored numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from foundation.ui import dates
from outcomes.enums import Baseline, Verdict
from outcomes.models import Trend

MINUS = "\N{MINUS SIGN}"
INCLUDES = {
    Baseline.YEAR_BEFORE: "The year before the engagement includes",
    Baseline.THREE_YEARS: "The three years before the engagement include",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one trend says.

    Attributes:
        verdict: the change against the year before the engagement in a few words: "Down 24%".
        year_before: that change with its counts and interval.
        three_years: the change against the average of three years.
        notes: other engagements, the rate, the spread of months, and how many homicides were cleared.
    """

    verdict: str
    year_before: str
    three_years: str
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The whole finding, for people who don't see the chart."""
        return " ".join([f"{self.verdict}.", self.year_before, self.three_years, *self.notes])


def finding_of(trend: Trend) -> Finding:
    """Return what a trend says."""
    changes = {change["baseline"]: change for change in trend.changes}
    before = changes[Baseline.YEAR_BEFORE]
    average = changes[Baseline.THREE_YEARS]
    return Finding(
        verdict=_verdict(before),
        year_before=_year_before(trend, before),
        three_years=_three_years(average) if before["count"] is not None else "",
        notes=tuple(_notes(trend)),
    )


def number(value: float) -> str:
    """Format a count with commas, and with a minus sign below 0."""
    return f"{value:,}".replace("-", MINUS)


def _verdict(change: Mapping[str, Any]) -> str:
    verdict = Verdict(change["verdict"])
    if verdict in {Verdict.DOWN, Verdict.UP}:
        percent = change["percent"]
        return (
            f"{verdict.label} from 0" if percent is None else f"{verdict.label} {abs(percent):.0f}%"
        )
    return str(verdict.label)


def _year_before(trend: Trend, change: Mapping[str, Any]) -> str:
    if change["count"] is None:
        return _why_not(trend, change["verdict"])
    latest = f"{number(change['count'])} {_latest(trend)}"
    return f"{latest}, {number(change['before'])} {_span(trend, change)}{_interval(change)}."


def _three_years(change: Mapping[str, Any]) -> str:
    if change["verdict"] == Verdict.NEW_DEFINITION:
        return "The definition changed in the three years before the engagement, so there is no average."
    if change["count"] is None:
        return "The source doesn't have the three years before the engagement."
    average = f"{change['before'] / change['years']:,.1f}".removesuffix(".0")
    verdict = _verdict(change)
    said = verdict[0].lower() + verdict[1:]
    return f"Against the average of the three years before ({average} a year): {said}{_interval(change)}."


def _interval(change: Mapping[str, Any]) -> str:
    """Return the interval in percent; a count of 0 before has no percent to give."""
    if change["percent"] is None or change["low"] is None:
        return ""
    return f"; 95% interval {_signed(change['low'])} to {_signed(change['high'])}"


def _signed(percent: float) -> str:
    rounded = round(percent)
    return f"+{rounded}%" if rounded > 0 else f"{number(rounded)}%"


def _latest(trend: Trend) -> str:
    if trend.latest_from is None:
        return ""
    return _period(
        trend,
        trend.latest_from,
        trend.day_of(trend.index_of(trend.latest_from) + trend.per_year - 1),
    )


def _span(trend: Trend, change: Mapping[str, Any]) -> str:
    return _period(trend, date.fromisoformat(change["first"]), date.fromisoformat(change["last"]))


def _period(trend: Trend, first: date, last: date) -> str:
    if trend.per_year == 1:
        return f"in {first.year}"
    return f"from {_month(first)} to {_month(last)}"


def _month(day: date) -> str:
    return f"{dates.name_of_month(day)} {day.year}"


def _why_not(trend: Trend, verdict: str) -> str:
    if trend.latest_from is None:
        return "The source has no 12 months in a row."
    latest = f"{number(trend.latest or 0)} {_latest(trend)}."
    if trend.engaged_from is None and trend.withdrawn_on:
        return f"{latest} The engagement was withdrawn, so there is nothing to compare with."
    if trend.engaged_from is None:
        return f"{latest} No engagement has begun, so there is nothing to compare with."
    if verdict == Verdict.NEW_DEFINITION:
        return f"{latest} The definition changed after the year before the engagement."
    what = "12 months" if trend.per_year > 1 else "a whole year"
    return f"{latest} The source doesn't have {what} both before the engagement and after it began."


def _about_engagements(trend: Trend) -> Iterator[str]:
    """Say which of several engagements is compared, and whether a baseline includes months of another."""
    others = [term for term in trend.terms() if term[0] != trend.engaged_from]
    later = [first for first, _ in others if trend.engaged_from and first > trend.engaged_from]
    if later:
        yield (
            f"The source can't be compared yet with the engagement that began in {_month(later[-1])}, so it's "
            f"compared with the one before."
        )
    for change in trend.changes:
        earlier = [term for term in others if _overlaps(trend, change, term)]
        if earlier:
            first, last = earlier[-1]
            yield f"{INCLUDES[change['baseline']]} part of an earlier engagement, {_month(first)} to {_month(last)}."
            return


def _overlaps(trend: Trend, change: Mapping[str, Any], term: tuple[date, date]) -> bool:
    if change["first"] is None:
        return False
    start, end = (trend.index_of(date.fromisoformat(change[name])) for name in ("first", "last"))
    first, last = (trend.index_of(day) for day in term)
    return first <= end and last >= start


def _notes(trend: Trend) -> Iterator[str]:
    yield from _about_engagements(trend)
    if trend.rate is not None:
        yield (
            f"{trend.rate:,.0f} per 100,000 people."
            if trend.rate >= 10
            else f"{trend.rate} per 100,000 people."
        )
    if trend.is_too_wide:
        yield (
            f"Months vary {trend.spread:.1f} times as much as chance alone makes them, so the true interval is wider."
        )
    if trend.share:
        share = trend.share
        yield (
            f"{number(share['cleared'])} cleared of {number(share['cases'])} homicides in {share['year']} "
            f"({share['percent']:.0f}%; 95% interval {share['low']:.0f}% to {share['high']:.0f}%)."
        )
        if share["percent"] > 100:
            yield "Cases of earlier years are cleared, too."
