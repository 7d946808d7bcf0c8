"""Reminders about requests: by the day at the site, and never to people who may not read the request."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.models import Commitment
from foundation.accounts import actions as accounts
from foundation.calendars import clock
from foundation.notifications import actions as notices
from foundation.notifications import reminders
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from sites.models import Site
from tta_requests.actions import deliveries, pauses
from tta_requests.models import Clock, Offer, TTARequest

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
TUESDAY_10 = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)  # 10:00 in Chicago


def remind(at: datetime) -> None:
    with clock.frozen(at):
        done = reminders.run(at)
    assert not [kind for kind in done if kind.error]


def told(kind: str) -> list[tuple[str, str]]:
    """(name, step) of each notice of that kind, in order."""
    with acting_atomic("system:reminders"):
        rows = Ledger.objects.filter(kind=kind).order_by("fired_at", "step")
        return list(rows.values_list("recipient__name", "step"))


@pytest.fixture
def owed(put_in, dana_of_riverton, riverton):
    """Dana's commitment of that day, at a site in that time zone."""

    def make(zone: str, due_on: date) -> TTARequest:
        with clock.frozen(TUESDAY_10 - timedelta(days=30)):
            tta_request = put_in("in-delivery")
        with acting_atomic("system:demo"):
            Site.objects.filter(pk=riverton.pk).update(time_zone=zone)
            Commitment.objects.create(
                site_id=riverton.pk,
                request=tta_request,
                kind="commitment",
                text="Send the case list",
                owed_by="site",
                owner=dana_of_riverton,
                due_on=due_on,
                made_by=dana_of_riverton,
                made_at=clock.now(),
            )
        return tta_request

    return make


@pytest.mark.parametrize(
    ("zone", "due_on", "begins"),
    [
        ("Pacific/Guam", date(2026, 12, 10), datetime(2026, 12, 9, 14, tzinfo=UTC)),
        ("America/Puerto_Rico", date(2026, 12, 10), datetime(2026, 12, 10, 4, tzinfo=UTC)),
        ("Pacific/Honolulu", date(2026, 12, 10), datetime(2026, 12, 10, 10, tzinfo=UTC)),
        # The clocks go forward on Mar 14, 2027: that day's midnight is still winter time, the next one's is not.
        ("America/Chicago", date(2027, 3, 14), datetime(2027, 3, 14, 6, tzinfo=UTC)),
        ("America/Chicago", date(2027, 3, 15), datetime(2027, 3, 15, 5, tzinfo=UTC)),
    ],
)
def test_a_commitment_is_due_when_its_day_begins_at_the_site(owed, zone, due_on, begins):
    owed(zone, due_on)
    remind(begins - MINUTE)
    assert told("commitment") == [("Dana of Riverton", "ahead")]
    remind(begins)
    assert told("commitment")[1:] == [("Dana of Riverton", "due")]


def test_one_without_a_request_reminds_its_owner_until_it_is_done(
    riverton, dana_of_riverton, client_of
):
    with acting_atomic("system:demo"):
        made = Commitment.objects.create(
            site=riverton,
            text="Name a room",
            owed_by="site",
            owner=dana_of_riverton,
            due_on=date(2026, 12, 3),
            made_by=dana_of_riverton,
            made_at=TUESDAY_10,
        )
    remind(TUESDAY_10)
    assert told("commitment") == [("Dana of Riverton", "ahead")]
    with acting_atomic("system:reminders"):
        [notice] = Notification.objects.of_reminder("commitment")
        assert notice.url == f"/commitments/{made.pk}/"
    with acting_atomic("system:demo"):
        Commitment.objects.filter(pk=made.pk).update(
            done_at=TUESDAY_10, done_by=dana_of_riverton.pk
        )
    remind(TUESDAY_10 + timedelta(days=3))
    assert told("commitment") == [("Dana of Riverton", "ahead")]


def test_five_days_ahead_are_the_sites_days_too(owed):
    owed("Pacific/Guam", date(2026, 12, 10))
    begins = datetime(2026, 12, 4, 14, tzinfo=UTC)  # Dec 5 in Guam
    remind(begins - MINUTE)
    assert told("commitment") == []
    remind(begins)
    assert told("commitment") == [("Dana of Riverton", "ahead")]


@pytest.fixture
def mark_federal():
    """Mark as federal: of Riverton's people only its U.S. Attorney's contact and ATF read it then."""

    def mark(tta_request: TTARequest) -> None:
        with acting_atomic("system:demo"):
            rows = TTARequest.objects.filter(pk=tta_request.pk)
            rows.update(handling="federal", federal_agencies=["ATF"])

    return mark


def test_a_commitment_of_a_federal_item_is_not_named_to_people_without_clearance(
    owed, mark_federal
):
    mark_federal(owed("America/Chicago", date(2026, 12, 10)))
    remind(datetime(2026, 12, 10, 18, tzinfo=UTC))
    assert told("commitment") == []


def test_a_question_about_a_federal_item_is_not_named_to_people_without_clearance(
    put_in, mark_federal, dana_of_riverton, ula_of_riverton
):
    with clock.frozen(TUESDAY_10):
        mark_federal(put_in("needs-information"))
    remind(TUESDAY_10 + timedelta(days=7))
    assert told("needs-information") == [("Ula of Riverton", "3")]


def test_an_evaluation_of_a_federal_item_is_not_named_to_people_without_clearance(
    put_in, mark_federal, act, dana_of_riverton, pat_provider, drain
):
    with clock.frozen(TUESDAY_10):
        delivered = put_in("delivered")
        with acting_atomic("system:demo"):
            Offer.objects.filter(request=delivered).update(answered_by=pat_provider)
        with act(dana_of_riverton) as by:
            deliveries.confirm(delivered, by=by)
        drain()
    mark_federal(delivered)
    remind(TUESDAY_10 + timedelta(days=8))
    assert told("evaluation-open") == [("Pat Provider", "5")]


def test_who_stands_in_for_a_manager_reads_only_the_late_requests_of_their_own_sites(
    sent_by,
    mark_federal,
    mona_manager,
    lee_liaison,
    dana_of_riverton,
    riverton,
    omar_of_lakeside,
    lakeside,
):
    with clock.frozen(TUESDAY_10):
        federal, own, other = (
            sent_by(person, site)
            for person, site in (
                (dana_of_riverton, riverton),
                (dana_of_riverton, riverton),
                (omar_of_lakeside, lakeside),
            )
        )
    mark_federal(federal)
    days = {"away_from": date(2026, 12, 1), "until": date(2026, 12, 31)}
    accounts.go_away(**days, stands_in=lee_liaison.pk, by=mona_manager.pk)
    remind(datetime(2026, 12, 14, 13, 30, tzinfo=UTC))  # 8:30 in Washington
    with acting_atomic("system:reminders"):
        rows = Notification.objects.filter(entry__kind="late-list")
        lists = dict(rows.values_list("recipient__name", "body"))
    assert set(lists["Mona Manager"].split(", ")) == {federal.number, own.number, other.number}
    assert lists["Lee Liaison"] == own.number


def late_lists_of(person) -> list[tuple[str, bool]]:
    with acting_atomic("system:reminders"):
        rows = Notification.objects.of(person.pk).of_reminder("late-list").order_by("created_at")
        return [(row.body, row.archived_at is not None) for row in rows]


def settle_all(moment):
    with acting_atomic("system:reminders"), clock.frozen(moment):
        notices.settle(Notification.objects.open().for_gate(), at=moment)


def test_the_managers_list_of_late_requests_stayed_when_nothing_on_it_was_late(
    sent_by, mona_manager, dana_of_riverton, riverton
):
    morning = datetime(2026, 12, 14, 13, 30, tzinfo=UTC)  # 8:30 in Washington
    with clock.frozen(TUESDAY_10):
        first, second = (sent_by(dana_of_riverton, riverton) for _ in range(2))
    remind(morning)
    both = f"{first.number}, {second.number}"
    stop(first)
    settle_all(morning + MINUTE)
    assert late_lists_of(mona_manager) == [(both, False)]
    remind(morning + timedelta(days=1))
    settle_all(morning + timedelta(days=1))
    assert late_lists_of(mona_manager) == [(both, True), (second.number, False)]
    stop(second)
    settle_all(morning + timedelta(days=1, hours=1))
    assert late_lists_of(mona_manager) == [(both, True), (second.number, True)]


def stop(tta_request):
    """Answer a request, so that none of its clocks runs."""
    with acting_atomic("system:demo"):
        running = Clock.objects.running().filter(request=tta_request)
        running.update(state="stopped", stopped_at=clock.now(), fires_at=None)


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Pacific/Guam", datetime(2026, 12, 9, 14, tzinfo=UTC)),
        ("Pacific/Honolulu", datetime(2026, 12, 10, 10, tzinfo=UTC)),
    ],
)
def test_the_coordinator_is_reminded_of_a_hold_on_the_day_the_form_promised_and_of_the_next_one(
    zone, begins, put_in, act, riverton, cora_coordinator
):
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(time_zone=zone)
    with clock.frozen(TUESDAY_10), act(cora_coordinator) as by:
        held = put_in("triage")
        TTARequest.objects.filter(pk=held.pk).update(owner=cora_coordinator)
        pauses.hold(held, reason="The chief is new.", until=date(2026, 12, 10), by=by)
    remind(begins - MINUTE)
    assert told("hold-review") == []
    for moment in (begins, begins + timedelta(days=1)):
        remind(moment)
    assert told("hold-review") == [("Cora Coordinator", "")]
    again = begins + timedelta(days=2)
    with clock.frozen(again), act(cora_coordinator) as by:
        pauses.resume(held, by=by)
        pauses.hold(held, reason="Still new.", until=date(2026, 12, 20), by=by)
    remind(begins + timedelta(days=10) - MINUTE)
    remind(begins + timedelta(days=10))
    assert told("hold-review") == [("Cora Coordinator", "")] * 2
