"""Suspending, resuming, extending and withdrawing."""

from datetime import date

import pytest

from engagements.actions import change, milestones
from engagements.enums import State
from engagements.errors import AlreadyEngaged, NotYours, ReasonMissing, UnlikelyDate, WrongMoment
from engagements.models import Engagement, EngagementStep, Milestone
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.usefixtures("room_settings")
DAY = date(2026, 3, 2)


def test_suspend_and_resume(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        paused = change.suspend(engagement, on=DAY, reason="Flood.", by=by)
        assert paused.state_on(DAY) == State.SUSPENDED
        assert Engagement.objects.suspended_on(DAY).count() == 1
        back = change.resume(engagement, on=date(2026, 4, 1), by=by)
        assert back.suspended_until == date(2026, 3, 31)
        assert Engagement.objects.suspended_on(date(2026, 4, 1)).count() == 0
        steps = list(EngagementStep.objects.values_list("step", "reason"))
    assert steps == [("suspended", "Flood."), ("resumed", "")]


def test_resumed_on_its_first_day_it_was_never_suspended(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        change.suspend(engagement, on=DAY, reason="Flood.", by=by)
        back = change.resume(engagement, on=DAY, by=by)
    assert (back.suspended_from, back.suspended_until) == (None, None)


def test_suspension_needs_a_running_engagement(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        with pytest.raises(UnlikelyDate, match=r"On Sep 1, 2024, .* status is Proposed"):
            change.suspend(engagement, on=date(2024, 9, 1), reason="Early.", by=by)
        with pytest.raises(WrongMoment):
            change.resume(engagement, on=DAY, by=by)
        with pytest.raises(UnlikelyDate):
            change.suspend(engagement, on=DAY, until=date(2026, 3, 1), reason="Flood.", by=by)


def test_extension_moves_the_end_and_what_hangs_on_it(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        milestones.plan(engagement)
        longer = change.extend(engagement, until=date(2028, 3, 31), reason="Plan late.", by=by)
        due = Milestone.objects.get(kind="t-30").due_on
    assert (longer.first_end, longer.ends_on) == (date(2027, 9, 30), date(2028, 3, 31))
    assert longer.closing_from == date(2027, 10, 3)
    assert due == date(2028, 3, 1)
    assert longer.state_on(date(2027, 9, 30)) == State.ACTIVE


def test_extending_an_imported_engagement_moves_its_graduation(riverton, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        loaded = EngagementFactory(
            site=riverton,
            origin="imported",
            active=True,
            graduated_on=date(2027, 10, 1),
            alumni_from=date(2028, 9, 30),
        )
        longer = change.extend(loaded, until=date(2027, 10, 31), reason="Agreed.", by=by)
    assert longer.graduated_on == date(2027, 11, 1)
    assert longer.state_on(date(2027, 10, 31)) == State.CLOSING


def test_extension_only_makes_it_longer(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(UnlikelyDate):
        change.extend(engagement, until=date(2027, 9, 30), reason="Same day.", by=by)


def test_extension_stops_at_the_next_engagement(riverton, engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        EngagementFactory(site=riverton, origin="imported", starts_on=date(2027, 10, 1))
        with pytest.raises(AlreadyEngaged):
            change.extend(engagement, until=date(2027, 10, 1), reason="Longer.", by=by)


def test_withdrawal_frees_the_site(riverton, engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        left = change.withdraw(engagement, on=DAY, reason="New mayor.", by=by)
        assert left.state_on(DAY) == State.WITHDRAWN
        assert Engagement.objects.open_on(DAY).count() == 0
        with pytest.raises(WrongMoment):
            change.withdraw(engagement, on=DAY, reason="Again.", by=by)
        EngagementFactory(site=riverton, starts_on=date(2026, 10, 1))


def test_reasons_are_required(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        with pytest.raises(ReasonMissing):
            change.suspend(engagement, on=DAY, reason=" ", by=by)
        with pytest.raises(ReasonMissing):
            change.withdraw(engagement, on=DAY, reason="", by=by)


def test_a_liaison_does_not_manage(engagement, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by, pytest.raises(NotYours):
        change.withdraw(engagement, on=DAY, reason="No.", by=by)
