"""Intervals cover what they promise."""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from foundation.statistics.intervals import ratio_interval


def test_nothing_against_five_is_a_fall_that_may_be_none():
    found = ratio_interval(0, 5)
    assert found.low == 0
    # All five came before: that happens in one case of forty where the ratio is r and (1 / (1 + r)) ** 5 is 0.025.
    assert found.high == pytest.approx(0.025 ** (-1 / 5) - 1)
    assert found.holds(1)


def test_five_against_nothing_has_no_upper_end():
    found = ratio_interval(5, 0)
    assert found.high is None
    assert found.low == pytest.approx(1 / (0.025 ** (-1 / 5) - 1))


def test_nothing_against_nothing_says_nothing():
    assert ratio_interval(0, 0) is None


def test_eight_cleared_of_seven_is_valid():
    found = ratio_interval(8, 7)
    assert found.low < 8 / 7 < found.high


def test_a_year_stands_beside_three():
    alone = ratio_interval(14, 12)
    beside_three = ratio_interval(14, 36, exposure=12, exposure_before=36)
    assert beside_three.low < 14 / 12 < beside_three.high
    assert beside_three.high - beside_three.low < alone.high - alone.low


def held_by(ratio, years, counts=60, counts_before=130):
    """Tell by both counts whether their interval holds a ratio of years to a year."""
    pairs = [(now, before) for now in range(counts) for before in range(counts_before)]
    found = [ratio_interval(now, before, exposure_before=years) for now, before in pairs]
    held = [each is None or each.holds(ratio) for each in found]
    return np.array(held).reshape(counts, counts_before)


@pytest.mark.parametrize(("ratio", "years"), [(1, 1), (0.5, 1), (1, 3)])
def test_the_ratio_of_two_counts_is_covered_as_promised(ratio, years):
    held = held_by(ratio, years)
    exact = [
        poisson.pmf(np.arange(60), ratio * mean) @ held @ poisson.pmf(np.arange(130), years * mean)
        for mean in np.arange(0.5, 25, 0.5)
    ]
    assert min(exact) >= 0.95


def test_no_change_is_covered_less_when_counts_vary_twice_as_much():
    """What ``spread_of`` warns of: a negative binomial of one half has a variance of twice its mean."""
    shares = []
    for years in (1, 3):
        # Hardly any draw of a mean of 50 a year is above, even with twice the variance: one in a hundred million.
        counts = np.arange(140), np.arange(80 + 80 * years)
        held = held_by(1, years, *map(len, counts))
        now, before = (
            [nbinom.pmf(each, per * mean, 0.5) for mean in range(4, 51)]
            for each, per in zip(counts, (1, years), strict=True)
        )
        shares += [this @ held @ that for this, that in zip(now, before, strict=True)]
    # The method page says so.
    assert (round(min(shares), 2), round(max(shares), 2)) == (0.85, 0.92)


@pytest.mark.parametrize("counts", [(-3, 5), (5, -3)])
def test_a_negative_count_is_refused(counts):
    with pytest.raises(ValueError, match="can't be negative"):
        ratio_interval(*counts)


def test_a_period_without_length_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        ratio_interval(5, 3, exposure=0)
