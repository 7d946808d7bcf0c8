"""The ladder of a clock: each step once, in order, to those the settings name."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.accounts import actions as accounts
from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.models import Ledger, Notification
from foundation.outbox import due_claims
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tta_requests.actions import clocks, pauses, triage
from tta_requests.enums import PauseReason, Rung
from tta_requests.models import Clock, EscalationRung, TTARequest

pytestmark = pytest.mark.django_db

CLAIM = "tta_requests_claim_clocks"
MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
# Routine: acknowledge in two business days, so Wed Dec 2, 17:00; half of the 23 hours is Tue 13:30.
HALF = datetime(2026, 12, 1, 19, 30, tzinfo=UTC)
AT_RISK = datetime(2026, 12, 2, 18, 24, tzinfo=UTC)
DUE = datetime(2026, 12, 2, 23, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 12, 3, 23, 0, tzinfo=UTC)
THIRD_DAY = datetime(2026, 12, 7, 23, 0, tzinfo=UTC)


@pytest.fixture
def sent(sent_by, dana_of_riverton, riverton, lee_liaison, cora_coordinator, mona_manager, drain):
    with clock.frozen(MONDAY_10):
        tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
        drain()
        with acting_atomic("system:demo"):  # one clock is enough
            Clock.objects.filter(request=tta_request).exclude(kind="acknowledge").delete()
    return tta_request


@pytest.fixture
def at(drain):
    """Let the portal's minute pass at an instant."""

    def tick(moment):
        with clock.frozen(moment):
            done = reminders.run(moment)
            drain()
        assert not [kind for kind in done if kind.error]

    return tick


def heard(rung):
    with acting_atomic("system:reminders"):
        rows = Ledger.objects.filter(kind=f"clock-{rung}").select_related("recipient")
        return {row.recipient.name for row in rows}


def test_the_instants_are_business_time_of_the_site(sent):
    with acting_atomic("system:demo"):
        [row] = Clock.objects.filter(request=sent)
    assert row.rungs == [HALF, AT_RISK, DUE, DAY_AFTER, THIRD_DAY]
    assert (row.rung, row.fires_at) == (0, HALF)


@pytest.mark.parametrize(
    ("moment", "rung", "people"),
    [
        (HALF, "50", {"Cora Coordinator"}),
        (AT_RISK, "80", {"Cora Coordinator"}),
        (DUE, "100", {"Cora Coordinator", "Lee Liaison"}),
        (DAY_AFTER, "plus-1", {"Mona Manager"}),
        (THIRD_DAY, "plus-3", {"Dana of Riverton"}),
    ],
)
def test_each_step_tells_those_it_names_at_its_minute(moment, rung, people, sent, at):
    at(moment - timedelta(minutes=1))
    assert heard(rung) == set()
    at(moment)
    assert heard(rung) == people


def test_the_site_is_told_plainly_with_a_new_date(sent, at, told):
    at(THIRD_DAY)
    assert (
        "We're late. We owed you an answer by Wed Dec 2, 5:00 pm CT. Your new date is "
        "Mon Dec 14, 5:00 pm CT, and a Program Manager is now tracking this request"
    ) in told(sent)


def test_the_new_date_stands_on_the_page_while_it_is_late(sent, at, client_of, dana_of_riverton):
    for moment, there in ((DAY_AFTER, False), (THIRD_DAY, True)):
        at(moment)
        with clock.frozen(moment):
            page = client_of(dana_of_riverton).get(f"/requests/{sent.number}/").content.decode()
        assert ("Your new date is Mon Dec 14, 5:00 pm CT." in page) is there


def test_steps_missed_during_an_outage_come_in_order_each_once(sent, at):
    for _ in range(2):
        at(THIRD_DAY + timedelta(hours=3))
    with acting_atomic("system:reminders"):
        keys = Message.objects.filter(kind="tta_requests.escalate").order_by("id")
        assert [row.payload["rung"] for row in keys] == [0, 1, 2, 3, 4]
    assert [len(heard(rung)) for rung in Rung.values] == [1, 1, 2, 1, 1]


def test_a_clock_that_was_met_climbs_no_further(sent, at, act, cora_coordinator):
    at(HALF)
    with clock.frozen(HALF + timedelta(minutes=5)), act(cora_coordinator) as by:
        triage.acknowledge(sent, by=by)
    at(THIRD_DAY)
    assert heard("100") == set()


def test_a_clock_that_stands_still_climbs_later(sent, at, act, lee_liaison, fresh):
    with clock.frozen(MONDAY_10), acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=sent.pk).update(status="triage")
    with clock.frozen(HALF - timedelta(hours=1)), act(lee_liaison) as by:
        pauses.hold(fresh(sent), reason="Wait.", until=None, by=by)
    at(DUE)
    assert heard("50") == set()
    with clock.frozen(DUE), act(lee_liaison) as by:
        pauses.resume(fresh(sent), by=by)
    at(DUE + timedelta(days=1))
    assert heard("50") == {"Cora Coordinator"}


def test_a_step_taken_twice_tells_once(sent, at, drain):
    at(DUE)
    with acting_atomic("system:reminders"):
        before = Notification.objects.count()
        Message.objects.filter(kind="tta_requests.escalate").update(state="queued", done_at=None)
    with clock.frozen(DUE):
        drain()
    with acting_atomic("system:reminders"):
        assert Notification.objects.count() == before


def test_who_is_told_is_a_setting(sent, at):
    EscalationRung.objects.filter(rung="50").update(tells=["managers"])
    at(HALF)
    assert heard("50") == {"Mona Manager"}


def test_a_federal_clock_is_heard_of_by_cleared_people_only(sent, at):
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=sent.pk).update(handling="federal", federal_agencies=["ATF"])
    at(THIRD_DAY)
    assert heard("100") == {"Cora Coordinator"}  # the liaison is not cleared
    assert heard("plus-3") == set()  # nor is the police contact


def test_managers_read_one_list_a_day_while_it_changes(sent, at):
    morning = THIRD_DAY.replace(hour=13, minute=30) + timedelta(days=1)  # 8:30 in Washington
    for moment in (morning, morning + timedelta(minutes=1), morning + timedelta(days=1)):
        at(moment)
    with acting_atomic("system:reminders"):
        [row] = Notification.objects.filter(entry__kind="late-list")
    assert (row.recipient.name, row.body) == ("Mona Manager", sent.number)


def test_only_known_claims_are_run():
    assert CLAIM in due_claims.names()
    with pytest.raises(LookupError):
        due_claims.run("pg_sleep", MONDAY_10)


def test_a_step_claimed_before_a_pause_comes_back_at_its_time(sent, at, act, lee_liaison, drain):
    with acting_atomic("system:reminders"), clock.frozen(HALF):
        due_claims.run(CLAIM, HALF)
    with clock.frozen(HALF - timedelta(minutes=30)), act(lee_liaison):
        clocks.pause(sent, PauseReason.SUSPENDED)
    with clock.frozen(HALF + timedelta(minutes=30)):
        drain()
        with act(lee_liaison):
            clocks.resume(sent, PauseReason.SUSPENDED)
    assert heard("50") == set()
    at(HALF + timedelta(hours=1))  # half an hour was left when it was paused
    assert heard("50") == {"Cora Coordinator"}


def away(person, stands_in):
    days = {"away_from": HALF.date(), "until": THIRD_DAY.date()}
    accounts.go_away(**days, stands_in=stands_in.pk, by=person.pk)


def test_who_stands_in_hears_what_the_owner_hears(sent, at, cora_coordinator, mona_manager):
    away(cora_coordinator, mona_manager)
    at(HALF)
    assert heard("50") == {"Cora Coordinator", "Mona Manager"}


def test_a_stand_in_who_may_not_read_it_does_not_hear_its_number(
    sent, at, cora_coordinator, omar_of_lakeside
):
    away(cora_coordinator, omar_of_lakeside)
    at(HALF)
    assert heard("50") == {"Cora Coordinator"}
