"""Which zeros of published files are no counts."""

from collections.abc import Iterable, Mapping

from outcomes.enums import NEVER_NONE


def is_missing(measure: str, count: int | None, others: Iterable[int | None]) -> bool:
    """Tell whether a year's 0 means that the agency didn't report the measure.

    Files write 0 where an agency sends a part of its counts only. The Real-Time Crime Index's scorecard has 0 rapes for
    Washington and 0 robberies for New Orleans in 2024, beside hundreds in its monthly file.

    Arguments:
        measure: what is counted; 0 homicides or clearances can be true.
        count: the year's count.
        others: what the same file counts of other measures in that year.
    """
    return count == 0 and measure in NEVER_NONE and any(other for other in others)


def without_missing(
    measure: str,
    counts: Mapping[int, int | None],
    others: Iterable[Mapping[int, int | None]],
) -> dict[int, int | None]:
    """Return the counts of a measure by year, with None for a 0 that is no count."""
    rest = list(others)
    return {
        year: None if is_missing(measure, count, (each.get(year) for each in rest)) else count
        for year, count in counts.items()
    }
