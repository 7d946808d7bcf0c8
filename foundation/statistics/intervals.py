"""Exact intervals for how much a count changed.

Counts of homicides or shootings are small, so that intervals from the normal distribution are wrong: the interval
of 0 would have no width. These are exact: they cover the true value in at least ``level`` of all cases while the
months vary as a Poisson process does, and in more of them at small counts (``spread`` says whether they do).

Sources: J. Przyborowski and H. Wilenski, "Homogeneity of Results in Testing Samples from Poisson Series",
Biometrika 31 (1940), with the limits of C. J. Clopper and E. S. Pearson, Biometrika 26 (1934).
"""

from dataclasses import dataclass

from scipy.special import betaincinv

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of values that the figures agree with.

    Attributes:
        low: the lower end.
        high: the upper end; None means that no upper end can be given.
    """

    low: float
    high: float | None

    def holds(self, value: float) -> bool:
        """Tell whether a value is in the interval, its ends included."""
        return self.low <= value and (self.high is None or value <= self.high)

    def times(self, factor: float) -> "Interval":
        """Return the interval with both ends multiplied by a factor of at least 0."""
        return Interval(self.low * factor, None if self.high is None else self.high * factor)


def ratio_interval(
    count: int,
    before: int,
    *,
    exposure: float = 1,
    exposure_before: float = 1,
    level: float = LEVEL,
) -> Interval | None:
    """Return the interval for the ratio of two rates, given the sum of both counts.

    Both counts are of separate events, or of separate acts: 8 clearances and 7 homicides are valid, because
    cases of earlier years are cleared too.

    Args:
        count: events in the period.
        before: events in the baseline.
        exposure: what the count stands for: months, or people times months. Above 0.
        exposure_before: the same for the baseline.
        level: the share of cases that the interval covers at least.

    Returns:
        The interval of the ratio (1 means no change), without an upper end where the baseline has no events; None
        where neither has any, since nothing is known then.

    Raises:
        ValueError: a count is negative, or an exposure isn't above 0.
    """
    if count < 0 or before < 0:
        raise ValueError("A count can't be negative.")
    if exposure <= 0 or exposure_before <= 0:
        raise ValueError("Each exposure must be above 0.")
    if not count and not before:
        return None
    tail = (1 - level) / 2
    low = _odds(float(betaincinv(count, before + 1, tail))) if count else 0.0
    high = _odds(float(betaincinv(count + 1, before, 1 - tail))) if before else None
    return Interval(low, high).times(exposure_before / exposure)


def _odds(share: float) -> float:
    return share / (1 - share)
