"""Suspending and resuming."""

from datetime import date

import pytest

from engagements.actions import engagements, suspensions
from engagements.enums import State
from engagements.errors import UnlikelyDate, WrongMoment
from engagements.models import Engagement, EngagementStep
from engagements.presenters.steps import done_of

pytestmark = pytest.mark.usefixtures("room_settings")
DAY = date(2026, 3, 2)


def test_suspend_and_resume(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        paused = suspensions.suspend(engagement, on=DAY, reason="Flood.", by=by)
        assert paused.state_on(DAY) == State.SUSPENDED
        assert Engagement.objects.suspended_on(DAY).count() == 1
        back = suspensions.resume(engagement, on=date(2026, 4, 1), by=by)
        assert back.suspended_until == date(2026, 3, 31)
        assert Engagement.objects.suspended_on(date(2026, 4, 1)).count() == 0
        steps = list(EngagementStep.objects.values_list("step", "reason"))
    assert steps == [("suspended", "Flood."), ("resumed", "")]


def test_resumed_on_its_first_day_it_was_never_suspended(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        suspensions.suspend(engagement, on=DAY, reason="Flood.", by=by)
        back = suspensions.resume(engagement, on=DAY, by=by)
    assert (back.suspended_from, back.suspended_until) == (None, None)


def test_suspension_needs_a_running_engagement(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        with pytest.raises(UnlikelyDate, match=r"On Sep 1, 2024, .* status is Proposed"):
            suspensions.suspend(engagement, on=date(2024, 9, 1), reason="Early.", by=by)
        with pytest.raises(WrongMoment):
            suspensions.resume(engagement, on=DAY, by=by)
        with pytest.raises(UnlikelyDate):
            suspensions.suspend(engagement, on=DAY, until=date(2026, 3, 1), reason="Flood.", by=by)


def test_an_extension_during_a_suspension_tells_when_the_closing_phase_began(
    engagement, acting_as, mona_manager
):
    """It counts from a day that is past, while the status is that of the suspension."""
    day = date(2027, 6, 1)
    with acting_as(mona_manager) as by:
        suspensions.suspend(engagement, on=day, reason="Flood.", by=by)
        longer = engagements.extend(engagement, until=date(2027, 10, 30), reason="Flood.", by=by)
    assert done_of("extend", longer, day).endswith("Its closing phase started on May 3, 2027.")
    assert done_of("extend", longer, date(2027, 5, 2)).endswith("starts on May 3, 2027.")
