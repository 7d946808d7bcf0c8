"""Whether counts vary more from period to period than a Poisson process does.

Source: R. A. Fisher, "Statistical Methods for Research Workers" (1925), index of dispersion. One-sided on purpose:
months that are more even than chance don't make an interval too narrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import chdtrc

MIN_PERIODS = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """How much counts vary.

    Attributes:
        ratio: the variance divided by the mean; 1 is what a Poisson process has.
        chance: how often a Poisson process varies at least as much, from 0 to 1.
    """

    ratio: float
    chance: float

    @property
    def is_too_wide(self) -> bool:
        """Tell whether the counts vary more than Poisson: less than one chance in twenty of seeing it otherwise."""
        return self.chance < 0.05


def spread_of(counts: Sequence[int]) -> Spread | None:
    """Return how much counts of equally long periods vary, or None if that can't be told.

    Args:
        counts: one for each period; leave out periods without a report. At least 6 periods, of which one has an
            event.

    Raises:
        ValueError: a count is negative.
    """
    if any(count < 0 for count in counts):
        raise ValueError("A count can't be negative.")
    total = sum(counts)
    if len(counts) < MIN_PERIODS or not total:
        return None
    mean = total / len(counts)
    squares = sum((count - mean) ** 2 for count in counts)
    freedom = len(counts) - 1
    return Spread(ratio=squares / freedom / mean, chance=float(chdtrc(freedom, squares / mean)))
