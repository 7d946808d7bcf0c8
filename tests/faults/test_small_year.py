"""A site's year sends what was written down by hand: the everyday edition. ``make chaos`` has every day of it."""

from datetime import date, timedelta

import pytest

from tests.faults.year import EXPECTED, days
from tests.faults.year_story import KILLED_ON, NOTHING, differences, live


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_days_of_the_list_and_those_before_them_send_what_it_says(variables, story):
    """Two schedulers run on each day on which something is sent, and on the day before; one is killed."""
    listed = {date.fromisoformat(day) for day, _, _ in EXPECTED}
    runs = {day - timedelta(days=n) for day in listed for n in (0, 1)} & set(days())
    assert KILLED_ON in runs
    live(story, variables, runs)
    assert differences() == NOTHING
