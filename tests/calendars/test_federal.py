from datetime import date

import holidays
import pytest

from foundation.calendars.federal import holidays_of, observed


@pytest.mark.parametrize("year", range(2021, 2041))
def test_the_rules_agree_with_an_independent_library(year):
    theirs = holidays.US(years=range(year - 1, year + 2), observed=True)
    ours = {holiday.observed for holiday in holidays_of(year)}
    assert ours <= set(theirs)
    weekdays_of_theirs = {day for day in theirs if day.year == year and day.weekday() < 5}
    beside = {holiday.observed for holiday in holidays_of(year + 1)}
    assert weekdays_of_theirs <= ours | beside


def test_juneteenth_begins_with_its_law():
    assert len(list(holidays_of(2020))) == 10
    assert len(list(holidays_of(2021))) == 11


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (date(2026, 7, 4), date(2026, 7, 3)),
        (date(2028, 1, 1), date(2027, 12, 31)),
        (date(2027, 7, 4), date(2027, 7, 5)),
        (date(2026, 11, 26), date(2026, 11, 26)),
    ],
)
def test_holidays_on_a_weekend_are_kept_on_the_nearest_weekday(day, kept):
    assert observed(day) == kept
