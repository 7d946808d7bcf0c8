"""Intervals cover what they promise; tables printed with ``-s``."""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from foundation.statistics.intervals import count_interval, ratio_interval

DRAWS = 10_000
MEANS = np.arange(51)
# Hardly any draw of a mean of 50 is above, even with twice the variance: one in a hundred million.
COUNTS = np.arange(140)
SEED = 20261128


@pytest.fixture(scope="module")
def covers():
    """Return a function that tells by count whether its interval holds a mean."""
    found = [count_interval(int(count)) for count in COUNTS]
    low, high = np.array([(each.low, each.high) for each in found]).T
    return lambda mean: (low <= mean) & (mean <= high)


def test_the_interval_covers_every_mean_in_10_000_draws(covers):
    rng = np.random.default_rng(SEED)
    drawn = {mean: covers(mean)[rng.poisson(mean, DRAWS)].mean() for mean in MEANS}
    exact = {mean: covers(mean) @ poisson.pmf(COUNTS, mean) for mean in MEANS}
    for mean in MEANS:
        print(f"mean {mean:>2}: covered {drawn[mean]:.2%} of draws, {exact[mean]:.2%} exactly")  # noqa: T201 -- the table
    assert len(drawn) == 51
    assert min(drawn.values()) >= 0.945
    assert drawn == pytest.approx(exact, abs=0.01)


def test_the_interval_covers_what_it_promises_between_whole_means(covers):
    exact = [covers(mean) @ poisson.pmf(COUNTS, mean) for mean in np.arange(0, 50, 0.02)]
    assert min(exact) >= 0.95


def test_the_interval_covers_less_when_counts_vary_twice_as_much(covers):
    """What ``spread_of`` warns of: a negative binomial of one half has a variance of twice its mean."""
    exact = {mean: covers(mean) @ nbinom.pmf(COUNTS, mean, 0.5) for mean in MEANS[1:]}
    for mean, share in exact.items():
        print(f"mean {mean:>2}, variance doubled: covered {share:.2%}")  # noqa: T201 -- the table
    # The method page says so.
    usual = [share for mean, share in exact.items() if mean >= 4]
    assert (round(min(usual), 2), round(max(usual), 2)) == (0.84, 0.91)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Garwood's table of 1936, two decimals.
    [(0, 0.00, 3.69), (1, 0.03, 5.57), (5, 1.62, 11.67), (10, 4.80, 18.39), (50, 37.11, 65.92)],
)
def test_the_interval_of_a_count_is_the_published_one(count, low, high):
    found = count_interval(count)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


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


@pytest.mark.parametrize(("ratio", "years"), [(1, 1), (0.5, 1), (1, 3)])
def test_the_ratio_of_two_counts_is_covered_as_promised(ratio, years):
    pairs = [(now, before) for now in range(60) for before in range(130)]
    found = [ratio_interval(now, before, exposure_before=years) for now, before in pairs]
    held = np.array([each is None or each.holds(ratio) for each in found]).reshape(60, 130)
    exact = [
        poisson.pmf(np.arange(60), ratio * mean) @ held @ poisson.pmf(np.arange(130), years * mean)
        for mean in np.arange(0.5, 25, 0.5)
    ]
    assert min(exact) >= 0.95


@pytest.mark.parametrize("counts", [(-3, 5), (5, -3)])
def test_a_negative_count_is_refused(counts):
    with pytest.raises(ValueError, match="can't be negative"):
        ratio_interval(*counts)
    with pytest.raises(ValueError, match="can't be negative"):
        count_interval(min(counts))


def test_a_period_without_length_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        ratio_interval(5, 3, exposure=0)
