"""The liaison is reminded of milestones: ahead, on the day, and when late."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import engagements, milestones, suspensions
from engagements.enums import MilestoneKind
from engagements.models import Engagement, Milestone
from engagements.reminders import MilestoneAhead, SustainabilityPlan
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from tests.engagements.conftest import approve_plan
from tests.factories.engagements import EngagementFactory
from tests.notifications.sending import gate_is_open, remind
from tests.notifications.sending import told as told_of

pytestmark = pytest.mark.usefixtures("room_settings")


@pytest.fixture
def planned(riverton) -> Engagement:
    """Riverton's kick-off is due on 2026-10-01, its listening session on 2026-11-15."""
    with acting_atomic("system:demo"):
        begun = EngagementFactory(site=riverton, onboarding=True, starts_on=date(2026, 10, 1))
        milestones.plan(begun)
        return begun


def told(at: datetime) -> list[tuple[str, str]]:
    with acting_atomic("system:reminders"):
        return [(notice.action, notice.step) for notice in MilestoneAhead().due(at)]


def morning(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        (morning(10, 31), []),
        (morning(11, 1), ["soon"]),
        (morning(11, 15), ["due"]),
        (morning(11, 22), ["late"]),
        (morning(12, 20), []),
    ],
)
def test_steps_of_a_milestone(planned, lee_liaison, day, steps):
    session = [step for action, step in told(day) if action == "hold the listening session"]
    assert session == steps


def test_the_sites_day_counts(planned, lee_liaison):
    """02:00 UTC on the 15th is still the 14th in Central time."""
    assert ("hold the listening session", "soon") in told(datetime(2026, 11, 15, 2, tzinfo=UTC))


def test_a_notice_names_the_site_and_the_day(planned, lee_liaison):
    with acting_atomic("system:reminders"):
        notice = next(n for n in MilestoneAhead().due(morning(11, 15)) if n.step == "due")
    assert notice.due_on == date(2026, 11, 15)
    assert (notice.recipient_ids, notice.number) == ({lee_liaison.pk}, "Riverton, EX")
    assert notice.why == "You work with Riverton, EX."
    with acting_atomic("system:demo"):
        session = Milestone.objects.get(kind=MilestoneKind.LISTENING_SESSION)
    assert notice.url == f"/milestones/{session.pk}/"


def test_reached_milestones_are_silent(planned, lee_liaison):
    with acting_atomic("system:demo"):
        by = Actor.system("demo")
        for kind in (MilestoneKind.KICK_OFF, MilestoneKind.LISTENING_SESSION):
            milestones.reach(planned, kind, on=date(2026, 11, 1), by=by)
    assert told(morning(11, 15)) == []


def test_a_withdrawn_engagement_is_silent(planned, lee_liaison):
    with acting_atomic("system:demo"):
        by = Actor.system("demo")
        engagements.withdraw(planned, on=date(2026, 10, 20), reason="New mayor.", by=by)
    assert told(morning(11, 15)) == []


def test_nothing_is_asked_for_that_the_portal_would_refuse(planned, lee_liaison, riverton):
    """An engagement that is suspended, or whose onboarding has not begun, takes no milestone."""
    with acting_atomic("system:demo"):
        by = Actor.system("demo")
        with clock.frozen(morning(11, 1)):
            suspensions.suspend(planned, on=date(2026, 11, 1), reason="Flood.", by=by)
    assert told(morning(11, 15)) == []
    with acting_atomic("system:demo"):
        planned.refresh_from_db()
        planned.suspended_from = planned.onboarding_from = None
        planned.save()
    assert told(morning(11, 15)) == []


def test_without_a_liaison_nobody_is_told(planned, dana_of_riverton):
    assert told(morning(11, 15)) == []


def test_a_mark_of_an_extended_engagement_is_reminded_of_before_its_new_day(planned, lee_liaison):
    """Three years from October 2026: 180 days before the end are Apr 3, 2029, and a year later Apr 3, 2030."""

    def told_of_the_mark(year: int) -> int:
        at = datetime(year, 4, 3, 15, tzinfo=UTC)
        reminders.run(at)
        with acting_atomic("system:reminders"):
            rows = Ledger.objects.filter(kind=MilestoneAhead.slug, step="due", fired_at=at)
            return rows.filter(due_on=at.date()).count()

    assert told_of_the_mark(2029) == 1
    with acting_atomic("system:demo"):
        by = Actor.system("demo")
        engagements.extend(planned, until=date(2030, 9, 30), reason="Plan late.", by=by)
    assert told_of_the_mark(2030) == 1


def test_a_milestone_with_a_new_date_is_reminded_of_again(planned, lee_liaison):
    due, kind = date(2026, 12, 20), MilestoneKind.LISTENING_SESSION
    reminders.run(morning(11, 15))
    with clock.frozen(morning(11, 16)), acting_atomic("system:demo"):
        milestones.redate(planned, kind, to=due, reason="Storm.", by=Actor.system("demo"))
    at = morning(12, 20)
    reminders.run(at)
    with acting_atomic("system:reminders"):
        rows = Ledger.objects.filter(kind=MilestoneAhead.slug, step="due", due_on=due)
        assert rows.count() == 1


@pytest.mark.parametrize(
    ("at", "steps"),
    [
        (datetime(2027, 1, 1, 5, 59, tzinfo=UTC), []),
        (datetime(2027, 1, 1, 6, tzinfo=UTC), ["month-3"]),
        (datetime(2029, 9, 30, 4, 59, tzinfo=UTC), []),
        (datetime(2029, 9, 30, 5, tzinfo=UTC), ["end"]),
    ],
)
def test_month_three_and_the_end_by_the_sites_calendar(
    planned, lee_liaison, mona_manager, at, steps
):
    for _ in range(2):
        remind(at)
    people = {"month-3": ["Lee Liaison"], "end": ["Lee Liaison", "Mona Manager"]}
    assert told_of("engagement-day") == [(who, step) for step in steps for who in people[step]]


@pytest.mark.parametrize(
    ("before", "step"), [(121, []), (120, ["120"]), (61, ["120"]), (60, ["60"]), (14, ["14"])]
)
def test_a_missing_sustainability_plan(planned, lee_liaison, dana_of_riverton, before, step):
    remind(datetime(2029, 9, 30, 18, tzinfo=UTC) - timedelta(days=before))
    people = ("Dana of Riverton", "Lee Liaison")
    assert told_of("sustainability-plan") == [(who, each) for each in step for who in people]


def test_an_approved_plan_is_not_missed_and_closes_the_gate(planned, lee_liaison):
    at = datetime(2029, 9, 1, 18, tzinfo=UTC)
    with acting_atomic("system:reminders"):
        (due,) = SustainabilityPlan().due(at)
    assert gate_is_open(due, lee_liaison)
    approve_plan(planned, date(2029, 8, 1))
    remind(at)
    assert told_of("sustainability-plan") == []
    assert not gate_is_open(due, lee_liaison)
