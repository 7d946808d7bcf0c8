"""A request's urgency changes while its clocks run, are paused or are late: nothing is given twice, nothing is lost."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import suspensions
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.enums import ClosedDayKind
from foundation.calendars.holidays import calendar_for
from foundation.calendars.models import ClosedDay
from foundation.notifications import reminders
from foundation.notifications.models import Ledger
from foundation.outbox import due_claims
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.pages import words
from tta_requests.actions import clock_rungs, clocks, pauses, triage, urgency
from tta_requests.enums import ClockState, PauseReason, Urgency
from tta_requests.models import Clock

pytestmark = pytest.mark.django_db

MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
MONDAY_11 = MONDAY_10 + timedelta(hours=1)
WEDNESDAY_11 = MONDAY_11 + timedelta(days=2)
THURSDAY_11 = MONDAY_11 + timedelta(days=3)
# Of two days from Monday 10:00, 23 business hours, 22 are left on Monday 11:00; of five days, 47, the same share.
LEFT_OF_ROUTINE = 44.96


@pytest.fixture
def in_triage(sent_by, dana_of_riverton, riverton, lee_liaison, act):
    """An expedited request, whose decision is due in two business days."""
    with clock.frozen(MONDAY_10):
        tta_request = sent_by(dana_of_riverton, riverton)
        with act(lee_liaison) as by:
            return triage.acknowledge(tta_request, by=by)


@pytest.fixture
def decision(in_triage, clocks_of):
    return lambda: clocks_of(in_triage)["triage-decision"]


@pytest.fixture
def hours_left(decision):
    def count(at: datetime) -> float:
        left = calendar_for("America/Chicago").remaining(decision().due_at, at)
        return round(left / timedelta(hours=1), 2)

    return count


@pytest.fixture
def regrade(in_triage, act, cora_coordinator):
    def to(grade: Urgency, at: datetime) -> None:
        with clock.frozen(at), act(cora_coordinator) as by:
            urgency.change(in_triage, urgency=grade, reason="As agreed by phone.", by=by)

    return to


@pytest.fixture
def hold(in_triage, act, lee_liaison, fresh):
    def put(at: datetime) -> None:
        with clock.frozen(at), act(lee_liaison) as by:
            pauses.hold(fresh(in_triage), reason="The chief is new.", until=None, by=by)

    return put


@pytest.fixture
def resume(in_triage, act, lee_liaison, fresh):
    def end(at: datetime) -> None:
        with clock.frozen(at), act(lee_liaison) as by:
            pauses.resume(fresh(in_triage), by=by)

    return end


def test_the_days_on_hold_are_not_given_twice(hold, regrade, resume, decision, hours_left):
    hold(MONDAY_11)
    regrade(Urgency.ROUTINE, WEDNESDAY_11)
    assert decision().state == ClockState.PAUSED
    resume(THURSDAY_11)
    assert (decision().state, hours_left(THURSDAY_11)) == (ClockState.RUNNING, LEFT_OF_ROUTINE)


def test_days_on_hold_before_the_change_are_not_used_up(hold, regrade, resume, hours_left):
    hold(MONDAY_11)
    resume(WEDNESDAY_11)
    regrade(Urgency.ROUTINE, WEDNESDAY_11)
    assert hours_left(WEDNESDAY_11) == LEFT_OF_ROUTINE


def test_a_second_hold_after_the_change_gives_back_its_own_days(hold, regrade, resume, hours_left):
    hold(MONDAY_11)
    resume(WEDNESDAY_11)
    regrade(Urgency.ROUTINE, WEDNESDAY_11)
    hold(WEDNESDAY_11)
    resume(THURSDAY_11)
    assert hours_left(THURSDAY_11) == LEFT_OF_ROUTINE


def test_a_site_suspended_meanwhile_gets_its_days_back_once(
    riverton, regrade, drain, decision, hours_left
):
    with clock.frozen(MONDAY_10), acting_atomic("system:demo"):
        engagement = EngagementFactory(site=riverton, active=True, starts_on=date(2026, 1, 1))
        suspensions.suspend(
            engagement,
            on=date(2026, 12, 1),
            until=date(2026, 12, 2),
            reason="A new chief.",
            by=Actor.system("demo"),
        )
    tuesday, thursday = (datetime(2026, 12, day, 6, tzinfo=UTC) for day in (1, 3))
    with clock.frozen(tuesday):
        drain()
    regrade(Urgency.ROUTINE, WEDNESDAY_11)
    assert decision().state == ClockState.PAUSED
    with clock.frozen(thursday):
        drain()
    # Seven of the 23 hours were used on Monday: 16/23 of 47 are left on Thursday morning.
    assert (decision().state, hours_left(thursday)) == (ClockState.RUNNING, 32.7)


def test_a_second_hold_that_ends_does_not_start_the_clocks_of_a_suspended_site(
    hold, resume, regrade, in_triage, act, lee_liaison, decision
):
    hold(MONDAY_11)
    resume(WEDNESDAY_11)
    hold(WEDNESDAY_11)
    with clock.frozen(WEDNESDAY_11), act(lee_liaison):
        clocks.pause(in_triage, PauseReason.SUSPENDED)
    regrade(Urgency.ROUTINE, WEDNESDAY_11)
    resume(THURSDAY_11)
    assert decision().state == ClockState.PAUSED
    with clock.frozen(THURSDAY_11), act(lee_liaison):
        clocks.resume(in_triage, PauseReason.SUSPENDED)
    assert decision().state == ClockState.RUNNING


def test_an_urgency_changed_by_mistake_and_back_moves_no_date(regrade, decision):
    before = decision()
    for grade in (Urgency.CRITICAL, Urgency.ROUTINE, Urgency.EXPEDITED):
        regrade(grade, MONDAY_11 + timedelta(minutes=7, seconds=11))
    assert (decision().due_at, decision().rungs) == (before.due_at, before.rungs)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(
    ("standard", "shorter"),
    [((1, "days"), (4, "hours")), ((2, "days"), (1, "days")), ((20, "days"), (3, "days"))],
)
def test_an_urgency_changed_and_back_at_any_moment_moves_no_date(standard, shorter, seed):
    """A second lost at the shorter standard is many at the longer one: 16:59 of that day, or 9:00 of the next."""
    chance, calendar = random.Random(seed), BusinessCalendar("America/Chicago", {})  # noqa: S311 -- for tests
    start = MONDAY_11 + timedelta(microseconds=chance.randrange(5 * 86_400_000_000))
    clock_at = {"starts_at": start, "amount": standard[0], "unit": standard[1]}
    before = Clock(**clock_at)
    clock_rungs.spread(before, calendar, calendar.add(start, clock_rungs.allowance(before)))
    at = start + (before.due_at - start) * chance.random() * 0.9
    last = before
    for amount, unit in (shorter, standard):
        known = {"warn_at": last.warn_at, "due_at": last.due_at, "rungs": last.rungs}
        made = Clock(starts_at=start, amount=amount, unit=unit, **known)
        clock_rungs.rescale(made, last, calendar, at)
        last = made
    assert abs(last.due_at - before.due_at) < timedelta(milliseconds=1)
    if before.due_at.second == before.due_at.microsecond == 0:
        assert last.due_at == before.due_at


def test_an_urgency_changed_and_back_on_hold_moves_no_date(hold, resume, regrade, decision):
    hold(MONDAY_11)
    for grade in (Urgency.CRITICAL, Urgency.EXPEDITED):
        regrade(grade, WEDNESDAY_11)
    resume(MONDAY_11 + timedelta(hours=30))  # held 14 business hours, until Tuesday 17:00
    assert decision().due_at == datetime(2026, 12, 4, 21, 0, tzinfo=UTC)


def test_a_shorter_clock_does_not_warn_of_half_its_time_too_early(regrade, decision):
    regrade(Urgency.CRITICAL, MONDAY_11 + timedelta(days=1))
    # 9 of 23 hours are used; of the critical day from Monday 10:00, 15 hours, 40 % are not 50 %.
    half, at_risk, *_ = decision().rungs
    wanted = datetime(2026, 12, 1, 18, 37, 50, tzinfo=UTC)
    assert abs(half - wanted) < timedelta(seconds=1)
    assert half < at_risk < decision().due_at
    due_at = datetime(2026, 12, 2, 18, 7, 50, tzinfo=UTC)
    assert abs(decision().due_at - due_at) < timedelta(seconds=1)  # parts of a second are kept


LATE = datetime(2026, 12, 7, 23, 0, tzinfo=UTC)  # three business days after Wed Dec 2, 17:00


@pytest.fixture
def late(in_triage, drain, dana_of_riverton, cora_coordinator, mona_manager):
    """The site has been given a new date."""
    with clock.frozen(LATE):
        reminders.run(LATE)
        drain()
    return in_triage


@pytest.mark.parametrize("grade", [Urgency.ROUTINE, Urgency.CRITICAL])
def test_the_new_date_a_site_was_promised_stays_on_the_page(
    grade, late, regrade, decision, client_of, dana_of_riverton, cora_coordinator
):
    before = decision()
    regrade(grade, LATE + timedelta(hours=17))
    with clock.frozen(LATE + timedelta(hours=18)):
        page = words(client_of(dana_of_riverton).get(f"/requests/{late.number}/"))
        desk = words(client_of(cora_coordinator).get(f"/requests/{late.number}/"))
    said = (
        "We owed you an answer by Wed Dec 2, 5:00 pm CT. Your new date is Mon Dec 14, 5:00 pm CT."
    )
    assert said in page  # the timeline's line, which stays anyway, has no full stop there
    assert (decision().due_at, decision().rungs) == (before.due_at, before.rungs)
    # Mon Nov 30 to Wed Dec 2 was two days, whatever the standard is now.
    assert "2 business days" in desk


def test_a_caption_never_counts_days_that_do_not_lead_to_the_date(
    regrade, in_triage, client_of, cora_coordinator
):
    regrade(Urgency.CRITICAL, MONDAY_11)
    with clock.frozen(MONDAY_11):
        page = words(client_of(cora_coordinator).get(f"/requests/{in_triage.number}/"))
    assert "Started Mon Nov 30; due date adjusted since" in page
    assert "business days" not in page


@pytest.mark.parametrize("paused", [True, False])
def test_a_warning_on_its_way_when_the_urgency_changes_or_a_hold_begins_still_arrives(
    paused, in_triage, decision, regrade, hold, drain, cora_coordinator
):
    half = decision().rungs[0]
    with clock.frozen(half), acting_atomic("system:reminders"):
        due_claims.run("tta_requests_claim_clocks", half)
    if paused:
        hold(half + timedelta(seconds=1))
    else:
        regrade(Urgency.ROUTINE, half + timedelta(seconds=1))
    with clock.frozen(half + timedelta(minutes=1)):
        drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.filter(kind="clock-50", recipient=cora_coordinator)
        assert told.count() == 1


def test_a_day_closed_just_before_a_change_is_given_once(regrade, decision, drain):
    with clock.frozen(MONDAY_11):
        drain()
        ClosedDay.objects.create(
            date=date(2026, 12, 3),
            name="Lapse",
            short_name="Lapse",
            kind=ClosedDayKind.CLOSURE,
            source="Test",
        )
    regrade(Urgency.ROUTINE, MONDAY_11 + timedelta(minutes=1))
    counted = decision().due_at
    with clock.frozen(MONDAY_11 + timedelta(minutes=2)):
        drain()
    assert decision().due_at == counted
