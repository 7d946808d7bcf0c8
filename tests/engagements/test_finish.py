"""The sustainability plan and graduation."""

from datetime import date

import pytest

from engagements.actions import finish
from engagements.enums import State
from engagements.errors import PlanMissing, WrongMoment

pytestmark = pytest.mark.usefixtures("room_settings")
CLOSING = date(2027, 6, 1)
AFTER = date(2027, 10, 1)


def test_graduation_waits_for_the_plan(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(PlanMissing):
        finish.graduate(engagement, on=AFTER, by=by)


def test_graduation_after_the_last_day(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        finish.plan(engagement, on=CLOSING, by=by)
        done = finish.graduate(engagement, on=AFTER, by=by)
    assert done.ends_on == date(2027, 9, 30)
    assert done.state_on(AFTER) == State.GRADUATED
    assert done.alumni_from == date(2028, 9, 30)


def test_an_early_graduation_ends_it_the_day_before(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        finish.plan(engagement, on=date(2027, 5, 1), by=by)
        done = finish.graduate(engagement, on=CLOSING, by=by)
    assert (done.ends_on, done.graduated_on) == (date(2027, 5, 31), CLOSING)


def test_only_a_closing_engagement_graduates(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        finish.plan(engagement, on=date(2026, 1, 5), by=by)
        with pytest.raises(WrongMoment):
            finish.graduate(engagement, on=date(2026, 1, 6), by=by)


def test_the_plan_is_approved_once(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        finish.plan(engagement, on=CLOSING, by=by)
        with pytest.raises(WrongMoment):
            finish.plan(engagement, on=CLOSING, by=by)
