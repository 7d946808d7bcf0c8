"""Asking the site, and putting on hold: clocks pause, and resume with what was left."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import engagements, suspensions
from engagements.errors import WrongMoment
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.models import ClosedDay
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import NotAllowed, Refused
from tests.factories.engagements import EngagementFactory
from tests.pages import words
from tta_requests.actions import clocks, pauses, triage
from tta_requests.enums import ClockState, OfferState, PauseReason, Status
from tta_requests.forms.request_steps import HoldForm
from tta_requests.handlers import OUTBOX
from tta_requests.models import ClockPause, Letter, Offer, RoutingException

pytestmark = pytest.mark.django_db

MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
WEDNESDAY_10 = MONDAY_10 + timedelta(days=2)


@pytest.fixture
def in_triage(sent_by, dana_of_riverton, riverton, lee_liaison, act):
    """Sent and acknowledged on a Monday morning, with its decision due in two business days."""
    with clock.frozen(MONDAY_10):
        tta_request = sent_by(dana_of_riverton, riverton)
        with act(lee_liaison) as by:
            return triage.acknowledge(tta_request, by=by)


@pytest.fixture
def asked(in_triage, act, lee_liaison):
    with clock.frozen(MONDAY_10 + timedelta(hours=1)), act(lee_liaison) as by:
        return pauses.ask(in_triage, reasons=["dates-missing"], text="Which dates?", by=by)


def test_a_question_is_the_triage_decision(asked, clocks_of):
    assert clocks_of(asked)["triage-decision"].state == ClockState.MET


def test_the_letter_is_kept_with_its_reasons(asked, act, dana_of_riverton):
    with act(dana_of_riverton):
        letter = Letter.objects.last_of(asked.pk)
    assert (letter.step, letter.reasons, letter.text) == ("ask", ["dates-missing"], "Which dates?")


def test_the_answer_leads_back_and_starts_a_new_decision(
    asked, act, dana_of_riverton, fresh, clocks_of
):
    with clock.frozen(WEDNESDAY_10), act(dana_of_riverton) as by:
        pauses.answer(asked, reason="The first week of February.", by=by)
    assert fresh(asked).status == Status.TRIAGE
    decision = clocks_of(asked)["triage-decision"]
    assert (decision.state, decision.starts_at) == (ClockState.RUNNING, WEDNESDAY_10)


def test_a_question_about_a_request_nobody_acknowledged_leads_to_a_decision_after_the_answer(
    sent_by, dana_of_riverton, riverton, act, cora_coordinator, fresh, clocks_of
):
    with clock.frozen(MONDAY_10):
        sent = sent_by(dana_of_riverton, riverton, urgency="routine")
    with clock.frozen(MONDAY_10 + timedelta(hours=1)), act(cora_coordinator) as by:
        pauses.ask(sent, reasons=["dates-missing"], text="Which dates?", by=by)
    with clock.frozen(WEDNESDAY_10), act(dana_of_riverton) as by:
        pauses.answer(fresh(sent), reason="The first week of February.", by=by)
    decision = clocks_of(sent)["triage-decision"]
    assert (decision.state, decision.starts_at) == (ClockState.RUNNING, WEDNESDAY_10)
    with clock.frozen(WEDNESDAY_10), act(cora_coordinator) as by:
        assert triage.match(fresh(sent), by=by).status == Status.MATCHING


def test_a_hold_is_reviewed_within_five_years():
    with clock.frozen(MONDAY_10):
        days = {"2026-11-30": False, "2026-12-01": True, "2031-11-29": True, "2099-12-01": False}
        for day, fine in days.items():
            assert HoldForm({"reason": "Wait.", "until": day}).is_valid() is fine


def test_the_liaison_does_not_answer_for_the_site(asked, act, lee_liaison):
    with act(lee_liaison) as by, pytest.raises(NotAllowed):
        pauses.answer(asked, reason="February.", by=by)


def test_an_unanswered_question_withdraws_the_request_after_15_business_days(asked, fresh, drain):
    # Asked Mon Nov 30: the fifteenth business day after is Mon Dec 21.
    with clock.frozen(datetime(2026, 12, 21, 22, 59, tzinfo=UTC)):
        drain()
        assert fresh(asked).status == Status.NEEDS_INFORMATION
    with clock.frozen(datetime(2026, 12, 21, 23, 0, tzinfo=UTC)):
        drain()
        assert fresh(asked).status == Status.WITHDRAWN


def test_a_day_that_closes_meanwhile_does_not_count_for_the_answer(asked, fresh, drain):
    with clock.frozen(WEDNESDAY_10):
        ClosedDay.objects.create(
            date=date(2026, 12, 10), name="Lapse", short_name="Lapse", kind="closure", source="Test"
        )
    for day, status in ((21, Status.NEEDS_INFORMATION), (22, Status.WITHDRAWN)):
        with clock.frozen(datetime(2026, 12, day, 23, 0, tzinfo=UTC)):
            drain()
        assert fresh(asked).status == status


def test_the_page_says_when_the_portal_withdraws_what_is_not_answered(
    asked, client_of, dana_of_riverton, lee_liaison
):
    with clock.frozen(WEDNESDAY_10):
        for reader in (dana_of_riverton, lee_liaison):
            page = words(client_of(reader).get(f"/requests/{asked.number}/"))
            says = "If the site doesn't answer by Mon Dec 21, 5:00 pm CT, the request is withdrawn."
            assert says in page


def test_a_withdrawn_request_has_no_open_exception(asked, act, cora_coordinator, drain):
    with acting_atomic("system:demo"):
        RoutingException.objects.create(
            site_id=asked.site_id, request=asked, reason="Nobody.", opened_at=MONDAY_10
        )
    with clock.frozen(datetime(2026, 12, 21, 23, 0, tzinfo=UTC)):
        drain()
    with act(cora_coordinator):
        assert not RoutingException.objects.open().exists()


def test_a_question_without_an_answer_ends_the_offer_its_provider_accepted(
    put_in, act, cora_coordinator, fresh, drain
):
    with clock.frozen(MONDAY_10):
        accepted = put_in("accepted")
        with act(cora_coordinator) as by:
            pauses.ask(accepted, reasons=["dates-missing"], text="Which dates?", by=by)
    with clock.frozen(datetime(2026, 12, 21, 23, 0, tzinfo=UTC)):
        drain()
    assert fresh(accepted).status == Status.WITHDRAWN
    with act(cora_coordinator):
        offer = Offer.objects.of_request(accepted.pk).get()
    assert offer.state == OfferState.RECALLED


def test_an_answered_question_does_not_lapse(
    asked, act, dana_of_riverton, lee_liaison, fresh, drain
):
    since = asked.status_since.isoformat()
    with clock.frozen(WEDNESDAY_10):
        with act(dana_of_riverton) as by:
            pauses.answer(asked, reason="February.", by=by)
        with act(lee_liaison) as by:
            again = pauses.ask(fresh(asked), reasons=["dates-missing"], text="And March?", by=by)
    with clock.frozen(MONDAY_10 + timedelta(days=60)), act(lee_liaison):
        assert pauses.lapse_question(again, since=since, by=OUTBOX) is False
    assert fresh(asked).status == Status.NEEDS_INFORMATION


@pytest.fixture
def held(in_triage, act, lee_liaison):
    with clock.frozen(MONDAY_10 + timedelta(hours=1)), act(lee_liaison) as by:
        return pauses.hold(in_triage, reason="The chief is new.", until=None, by=by)


def test_a_hold_keeps_what_was_left(held, act, lee_liaison, clocks_of):
    before = clocks_of(held)["triage-decision"]
    assert before.state == ClockState.PAUSED
    with clock.frozen(WEDNESDAY_10 + timedelta(hours=1)), act(lee_liaison) as by:
        pauses.resume(held, by=by)
    after = clocks_of(held)["triage-decision"]
    # Held Mon 11:00 to Wed 11:00: two business days later than Wed Dec 2, 17:00.
    assert before.due_at == datetime(2026, 12, 2, 23, 0, tzinfo=UTC)
    assert after.due_at == datetime(2026, 12, 4, 23, 0, tzinfo=UTC)
    assert (after.state, after.paused_at) == (ClockState.RUNNING, None)


def test_a_pause_is_a_row_with_both_ends(held, act, lee_liaison):
    with clock.frozen(WEDNESDAY_10), act(lee_liaison) as by:
        pauses.resume(held, by=by)
        [stretch] = ClockPause.objects.filter(request=held)
    assert (stretch.why, stretch.starts_at, stretch.ends_at) == (
        PauseReason.ON_HOLD,
        MONDAY_10 + timedelta(hours=1),
        WEDNESDAY_10,
    )


def test_two_reasons_both_have_to_end(held, act, lee_liaison, clocks_of):
    with clock.frozen(WEDNESDAY_10), act(lee_liaison):
        clocks.pause(held, PauseReason.SUSPENDED)
        clocks.resume(held, PauseReason.ON_HOLD)
        assert clocks_of(held)["triage-decision"].state == ClockState.PAUSED
        clocks.resume(held, PauseReason.SUSPENDED)
    assert clocks_of(held)["triage-decision"].state == ClockState.RUNNING


def test_a_clock_that_was_late_stays_late(in_triage, act, lee_liaison, clocks_of):
    with clock.frozen(MONDAY_10 + timedelta(days=10)), act(lee_liaison) as by:
        late = pauses.hold(in_triage, reason="Nobody is there.", until=None, by=by)
    with clock.frozen(MONDAY_10 + timedelta(days=20)), act(lee_liaison) as by:
        pauses.resume(late, by=by)
    assert clocks_of(in_triage)["triage-decision"].due_at == datetime(
        2026, 12, 2, 23, 0, tzinfo=UTC
    )


def test_an_offered_request_is_taken_back_before_it_is_held(put_in, act, cora_coordinator):
    with act(cora_coordinator) as by, pytest.raises(Refused, match="while its status is “Offered"):
        pauses.hold(put_in("offered"), reason="Wait.", until=None, by=by)


def test_a_changed_urgency_keeps_the_share_that_is_used(
    in_triage, act, cora_coordinator, clocks_of
):
    # Half of the two days from Monday 10:00 to Wednesday 17:00 is used on Tuesday 13:30.
    with clock.frozen(datetime(2026, 12, 1, 19, 30, tzinfo=UTC)), act(cora_coordinator):
        in_triage.urgency = "routine"
        clocks.rebase(in_triage)
    changed = clocks_of(in_triage)["triage-decision"]
    # Five days end Mon Dec 7, 17:00: 47 business hours, of which half, 23.5, are left from Tue 13:30.
    assert changed.urgency == "routine"
    assert changed.due_at == datetime(2026, 12, 4, 19, 0, tzinfo=UTC)


@pytest.fixture
def suspended(in_triage, riverton):
    """Suspended from Tuesday on, said on Monday; the clocks follow when the day begins."""
    with clock.frozen(MONDAY_10), acting_atomic("system:demo"):
        engagement = EngagementFactory(site=riverton, active=True, starts_on=date(2026, 1, 1))
        suspensions.suspend(
            engagement, on=date(2026, 12, 1), reason="A new chief.", by=Actor.system("demo")
        )
    return engagement


def test_a_suspended_engagement_stops_the_clocks_of_its_site(
    suspended, in_triage, clocks_of, drain
):
    with clock.frozen(datetime(2026, 12, 1, 5, 59, tzinfo=UTC)):  # Monday 23:59 in Chicago
        drain()
        assert clocks_of(in_triage)["triage-decision"].state == ClockState.RUNNING
    with clock.frozen(datetime(2026, 12, 1, 6, 0, tzinfo=UTC)):
        drain()
    assert clocks_of(in_triage)["triage-decision"].state == ClockState.PAUSED


def test_a_suspended_engagement_leaves_the_clocks_of_other_sites_running(
    suspended, sent_by, omar_of_lakeside, lakeside, clocks_of, drain
):
    with clock.frozen(MONDAY_10):
        elsewhere = sent_by(omar_of_lakeside, lakeside)
    with clock.frozen(datetime(2026, 12, 1, 6, 0, tzinfo=UTC)):
        drain()
    assert {c.state for c in clocks_of(elsewhere).values()} == {ClockState.RUNNING}


def test_a_resumed_engagement_lets_them_go_on(suspended, in_triage, clocks_of, drain):
    with clock.frozen(WEDNESDAY_10):
        drain()
    with clock.frozen(WEDNESDAY_10 + timedelta(days=2)):
        with acting_atomic("system:demo"):
            suspensions.resume(suspended, on=date(2026, 12, 4), by=Actor.system("demo"))
        drain()
    going_on = clocks_of(in_triage)["triage-decision"]
    assert (going_on.state, going_on.due_at > WEDNESDAY_10 + timedelta(days=2)) == ("running", True)


def test_a_request_sent_while_suspended_waits_without_a_clock(
    suspended, sent_by, dana_of_riverton, riverton, clocks_of, client_of
):
    with clock.frozen(WEDNESDAY_10):
        tta_request = sent_by(dana_of_riverton, riverton)
        told = words(client_of(dana_of_riverton).get(tta_request.get_absolute_url()))
    assert {c.state for c in clocks_of(tta_request).values()} == {ClockState.PAUSED}
    assert "The site's engagement is suspended, so DOJ's deadlines are paused." in told
    assert "DOJ will acknowledge it" not in told


@pytest.mark.parametrize(
    ("zone", "begins", "over"),
    [
        # Tuesday and Wednesday, Dec 1 and 2, at the site; over when its Thursday begins.
        (
            "Pacific/Guam",
            datetime(2026, 11, 30, 14, tzinfo=UTC),
            datetime(2026, 12, 2, 14, tzinfo=UTC),
        ),
        (
            "Pacific/Honolulu",
            datetime(2026, 12, 1, 10, tzinfo=UTC),
            datetime(2026, 12, 3, 10, tzinfo=UTC),
        ),
    ],
)
def test_a_suspension_until_a_day_ends_by_itself_when_that_day_is_over_at_the_site(
    zone, begins, over, riverton, sent_by, dana_of_riverton, clocks_of, drain
):
    with acting_atomic("system:demo"):
        riverton.time_zone = zone
        riverton.save()
    with clock.frozen(begins - timedelta(hours=9)):
        tta_request = sent_by(dana_of_riverton, riverton)
        with acting_atomic("system:demo"):
            engagement = EngagementFactory(site=riverton, active=True, starts_on=date(2026, 1, 1))
            days = {"on": date(2026, 12, 1), "until": date(2026, 12, 2)}
            suspensions.suspend(engagement, **days, reason="A new chief.", by=Actor.system("demo"))
        drain()
    for moment, state in (
        (begins - timedelta(seconds=1), ClockState.RUNNING),
        (begins, ClockState.PAUSED),
        (over - timedelta(seconds=1), ClockState.PAUSED),
        (over, ClockState.RUNNING),
    ):
        with clock.frozen(moment):
            drain()
        assert clocks_of(tta_request)["triage-decision"].state == state
        with clock.frozen(moment):
            sent_then = sent_by(dana_of_riverton, riverton)
        assert clocks_of(sent_then)["triage-decision"].state == state


def test_a_second_suspension_pauses_again_and_ends_again(suspended, in_triage, clocks_of, drain):
    states = []
    for day in (2, 4, 8, 10):
        with clock.frozen(datetime(2026, 12, day, 16, tzinfo=UTC)):
            with acting_atomic("system:demo"):
                if day == 4:
                    suspensions.resume(suspended, on=date(2026, 12, day), by=Actor.system("demo"))
                if day == 8:
                    days = {"on": date(2026, 12, day), "until": date(2026, 12, day + 1)}
                    by = Actor.system("demo")
                    suspensions.suspend(suspended, **days, reason="A storm.", by=by)
            drain()
            states.append(clocks_of(in_triage)["triage-decision"].state)
    assert states == ["paused", "running", "paused", "running"]
    with acting_atomic("system:demo"):
        ends = ClockPause.objects.filter(clock__kind="triage-decision").values_list("ends_at")
        assert [bool(end) for (end,) in ends] == [True, True]


def test_a_suspension_that_is_on_is_not_ended_by_planning_another(suspended):
    with (
        clock.frozen(WEDNESDAY_10),
        acting_atomic("system:demo"),
    ):
        suspensions.resume(suspended, on=date(2026, 12, 5), by=Actor.system("demo"))
        with pytest.raises(WrongMoment):
            suspensions.suspend(
                suspended, on=date(2026, 12, 20), reason="A storm.", by=Actor.system("demo")
            )


def test_the_clocks_go_on_when_a_suspended_site_leaves_the_program(
    suspended, in_triage, clocks_of, drain
):
    with clock.frozen(WEDNESDAY_10):
        drain()
        with acting_atomic("system:demo"):
            engagements.withdraw(
                suspended, on=date(2026, 12, 4), reason="New mayor.", by=Actor.system("demo")
            )
        drain()
        assert clocks_of(in_triage)["triage-decision"].state == ClockState.PAUSED
    with clock.frozen(datetime(2026, 12, 4, 6, tzinfo=UTC)):
        drain()
    assert clocks_of(in_triage)["triage-decision"].state == ClockState.RUNNING
