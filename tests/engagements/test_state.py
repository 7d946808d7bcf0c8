"""The state of an engagement follows from its dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.enums import State
from engagements.models import Engagement
from foundation.calendars.months import last_day_of


def engagement(**dates: date) -> Engagement:
    """Not saved: 2024-10-01 to 2027-09-30, onboarding at once, active after 45 days."""
    start = dates.pop("starts_on", date(2024, 10, 1))
    end = last_day_of(start, 36)
    usual = {
        "starts_on": start,
        "ends_on": end,
        "onboarding_from": start,
        "active_from": start + timedelta(days=45),
        "closing_from": end - timedelta(days=180),
    }
    return Engagement(**{**usual, **dates})


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 9, 30), State.PROPOSED),
        (date(2024, 10, 1), State.ONBOARDING),
        (date(2024, 11, 14), State.ONBOARDING),
        (date(2024, 11, 15), State.ACTIVE),
        (date(2027, 4, 2), State.ACTIVE),
        (date(2027, 4, 3), State.CLOSING),
        (date(2027, 9, 30), State.CLOSING),
    ],
)
def test_states_on_the_way(day, state):
    assert engagement().state_on(day) == state


def test_past_its_last_day_it_closes_until_somebody_graduates_it():
    assert engagement().state_on(date(2027, 12, 1)) == State.CLOSING


def test_graduated_and_then_alumni():
    done = engagement(graduated_on=date(2027, 10, 1), alumni_from=date(2028, 9, 30))
    assert done.state_on(date(2027, 9, 30)) == State.CLOSING
    assert done.state_on(date(2027, 10, 1)) == State.GRADUATED
    assert done.state_on(date(2028, 9, 30)) == State.ALUMNI


def test_without_a_listening_session_it_stays_in_onboarding():
    assert engagement(active_from=None).state_on(date(2027, 6, 1)) == State.ONBOARDING


def test_before_onboarding_begins_it_is_proposed():
    waiting = engagement(onboarding_from=None, active_from=None)
    assert waiting.state_on(date(2025, 1, 1)) == State.PROPOSED


def test_suspended_from_the_first_to_the_last_day_of_it():
    paused = engagement(suspended_from=date(2025, 3, 1), suspended_until=date(2025, 3, 31))
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 31), date(2025, 4, 1)]
    assert [paused.state_on(day) for day in days] == [
        State.ACTIVE,
        State.SUSPENDED,
        State.SUSPENDED,
        State.ACTIVE,
    ]


def test_suspended_without_a_known_end():
    assert engagement(suspended_from=date(2025, 3, 1)).is_suspended_on(date(2030, 1, 1))


def test_withdrawn_wins_over_everything():
    left = engagement(withdrawn_on=date(2025, 3, 1), suspended_from=date(2025, 2, 1))
    assert left.state_on(date(2025, 3, 1)) == State.WITHDRAWN
    assert not left.is_open_on(date(2025, 3, 1))
    assert left.is_open_on(date(2025, 2, 28))


ORDER = [
    State.PROPOSED,
    State.ONBOARDING,
    State.ACTIVE,
    State.CLOSING,
    State.GRADUATED,
    State.ALUMNI,
]


@given(
    start=st.dates(min_value=date(2014, 1, 1), max_value=date(2060, 1, 1)),
    first=st.integers(min_value=-100, max_value=2000),
    later=st.integers(min_value=0, max_value=500),
)
def test_states_only_go_forward(start, first, later):
    end = last_day_of(start, 36)
    over = end + timedelta(days=1)
    done = engagement(starts_on=start, graduated_on=over, alumni_from=over + timedelta(days=365))
    day = start + timedelta(days=first)
    before, after = done.state_on(day), done.state_on(day + timedelta(days=later))
    assert ORDER.index(before) <= ORDER.index(after)
