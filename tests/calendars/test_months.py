"""Whole months, over leap days and short months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.calendars.months import last_day_of, months_after, whole_months

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))
MONTHS = st.integers(min_value=0, max_value=60)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2024, 10, 1), 36, date(2027, 9, 30)),
        (date(2018, 10, 1), 18, date(2020, 3, 31)),
        (date(2019, 6, 3), 36, date(2022, 6, 2)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2025, 3, 1), 36, date(2028, 2, 29)),
        (date(2023, 8, 31), 18, date(2025, 2, 28)),
    ],
)
def test_last_day_of_a_term(start, months, last):
    assert last_day_of(start, months) == last


@given(start=DAYS, months=MONTHS)
def test_a_term_is_never_a_day_short(start, months):
    """It covers as many days as the same months from the first of that month, or more."""
    first = start.replace(day=1)
    assert months_after(start, months) - start >= (
        months_after(first, months) - first - timedelta(days=3)
    )
    assert months_after(start, months).day in {start.day, 1}


@given(start=DAYS, months=MONTHS)
def test_months_counted_back_are_the_months_added(start, months):
    assert whole_months(start, months_after(start, months)) == months
    if months:
        assert whole_months(start, last_day_of(start, months)) == months - 1


@given(start=DAYS, days=st.integers(min_value=-400, max_value=2000))
def test_whole_months_never_run_ahead(start, days):
    until = start + timedelta(days=days)
    months = whole_months(start, until)
    assert months >= 0
    assert not months or months_after(start, months) <= until < months_after(start, months + 1)
