"""Whether months vary too much for an interval."""

import pytest

from foundation.statistics.spread import spread_of

EVEN = [3, 4, 2, 5, 3, 4, 2, 5, 3, 4, 3, 3]


def test_even_months_are_not_called_too_varied():
    found = spread_of(EVEN)
    assert found.ratio < 0.5
    assert found.chance > 0.95
    assert not found.is_too_wide


def test_months_that_jump_are():
    found = spread_of([0, 9, 1, 12, 0, 2, 15, 1, 0, 8, 1, 11])
    assert found.ratio > 5
    assert found.is_too_wide


def test_the_ratio_is_the_variance_by_the_mean():
    # Mean 4, squares 9 + 1 + 1 + 9 + 1 + 1 = 22, divided by 5.
    assert spread_of([1, 3, 5, 7, 5, 3]).ratio == pytest.approx(22 / 5 / 4)


@pytest.mark.parametrize("counts", [[], [3, 1, 2, 2, 4], [0] * 12])
def test_too_little_is_not_judged(counts):
    assert spread_of(counts) is None


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="can't be negative"):
        spread_of([1, 2, -3, 4, 5, 6])
