"""Every day of a site's year, weekends and holidays too, with two schedulers of which one is killed."""

import pytest

from tests.faults.year import days
from tests.faults.year_story import NOTHING, differences, live


@pytest.mark.django_db(transaction=True)
def test_a_year_sends_what_was_written_down_by_hand(variables, story):
    """Nothing is lost, nothing comes twice, and nothing comes that the list doesn't have."""
    live(story, variables, days())
    assert differences() == NOTHING
