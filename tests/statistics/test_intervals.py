"""Intervals cover what they promise; tables printed with ``-s``."""

import random
from functools import cache
from math import exp

import pytest

from foundation.statistics.intervals import Interval, count_interval, ratio_interval

DRAWS = 10_000
MEANS = [0, 0.1, 0.5, *range(1, 11), 12, 15, 20, 25, 30, 40, 50]


@cache
def _interval(count: int) -> Interval:
    return count_interval(count)


def _poisson(rng: random.Random, mean: float) -> int:
    """Draw by counting arrivals, another way than any library's."""
    floor, product, count = exp(-mean), rng.random(), 0
    while product > floor:
        product *= rng.random()
        count += 1
    return count


def _covered(mean: float, draw) -> float:
    return sum(_interval(draw()).holds(mean) for _ in range(DRAWS)) / DRAWS


def test_the_interval_covers_the_mean_as_promised():
    rng = random.Random(20261128)  # noqa: S311 -- repeatable, no secret
    table = {mean: _covered(mean, lambda mean=mean: _poisson(rng, mean)) for mean in MEANS}
    print(*(f"mean {mean:>4}: covered {share:.2%}" for mean, share in table.items()), sep="\n")  # noqa: T201 -- the table
    assert {mean: share for mean, share in table.items() if share < 0.945} == {}


def test_the_interval_covers_less_when_months_vary_twice_as_much():
    """What ``spread_of`` warns of: a gamma-distributed mean gives counts with twice the variance."""
    rng = random.Random(20261128)  # noqa: S311 -- repeatable, no secret
    table = {
        mean: _covered(mean, lambda mean=mean: _poisson(rng, rng.gammavariate(mean, 1)))
        for mean in (1, 5, 10, 20, 50)
    }
    for mean, share in table.items():
        print(f"mean {mean:>4}, variance doubled: {share:.2%}")  # noqa: T201 -- the table
    assert all(share < 0.95 for mean, share in table.items() if mean >= 5)


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


def test_the_ratio_covers_one_when_nothing_changed():
    rng = random.Random(7)  # noqa: S311 -- repeatable, no secret
    pairs = [(_poisson(rng, 4), _poisson(rng, 4)) for _ in range(DRAWS)]
    found = [ratio_interval(*pair) for pair in pairs]
    assert sum(each is None or each.holds(1) for each in found) / DRAWS >= 0.945


@pytest.mark.parametrize("counts", [(-3, 5), (5, -3)])
def test_a_negative_count_is_refused(counts):
    with pytest.raises(ValueError, match="can't be negative"):
        ratio_interval(*counts)
    with pytest.raises(ValueError, match="can't be negative"):
        count_interval(min(counts))


def test_a_period_without_length_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        ratio_interval(5, 3, exposure=0)
