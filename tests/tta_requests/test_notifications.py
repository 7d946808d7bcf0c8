"""People hear of what happens to a request: notices and the three reminders."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.models import Notification
from foundation.outbox.worker import drain as drain_outbox
from foundation.tenancy.context import acting_atomic
from tta_requests.actions import clocks, declines, messages, offers, routing, triage
from tta_requests.enums import ClockKind
from tta_requests.handlers import OUTBOX
from tta_requests.models import Offer, Provider, TTARequest

pytestmark = pytest.mark.django_db

FRIDAY_1650 = datetime(2026, 11, 20, 22, 50, tzinfo=UTC)  # 16:50 in Chicago
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def offered(sent_by, dana_of_riverton, riverton, best_provider, pat_provider, lee_liaison, drain):
    with clock.frozen(FRIDAY_1650):
        tta_request = sent_by(dana_of_riverton, riverton)
        drain()
        yield tta_request


def told(kind: str) -> set[tuple[str, str]]:
    """(name, title) of everybody who got that kind of notice."""
    with acting_atomic("system:reminders"):
        rows = Notification.objects.select_related("recipient").filter(entry__kind=kind)
        return {(row.recipient.name, row.title) for row in rows}


def told_each(kind: str) -> Counter[str]:
    """How often each person got that kind of notice."""
    with acting_atomic("system:reminders"):
        rows = Notification.objects.filter(entry__kind=kind)
        return Counter(rows.values_list("recipient__name", flat=True))


def remind(at: datetime) -> None:
    with clock.frozen(at):
        reminders.run(at)
        drain_outbox(strict=True)


def accepted(request, act, pat_provider):
    with acting_atomic("system:demo"):
        offer = Offer.objects.of_request(request.pk).open().for_answer()[0]
    with act(pat_provider) as by:
        return offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)


def test_the_provider_is_asked_with_the_date_and_never_the_text(offered):
    assert told("offer") == {
        ("Pat Provider", f"{offered.number}: answer the offer by Mon Nov 23, 5:00 pm CT")
    }


def test_coordinators_confirm_and_the_site_hears_who_accepted(
    offered, act, pat_provider, cora_coordinator, drain
):
    accepted(offered, act, pat_provider)
    drain()
    assert told("acceptance") == {
        ("Cora Coordinator", f"{offered.number}: confirm the provider"),
        ("Dana of Riverton", f"{offered.number}: see who accepted"),
    }


def test_a_confirmation_reaches_site_liaison_and_provider(
    offered, act, pat_provider, cora_coordinator, drain
):
    accepted(offered, act, pat_provider)
    with act(cora_coordinator) as by:
        triage.confirm(offered, by=by)
    drain()
    assert {name for name, _ in told("confirmation")} == {
        "Dana of Riverton",
        "Lee Liaison",
        "Pat Provider",
    }


@pytest.fixture
def reopened(offered, act, pat_provider, cora_coordinator, dana_of_riverton, drain, fresh):
    """Confirmed with Pat's organization, delivered, closed, and put to Sam's after a second look."""

    def again(sam_organization):
        accepted(offered, act, pat_provider)
        with act(cora_coordinator) as by:
            triage.confirm(offered, by=by)
        drain()
        with acting_atomic("system:demo"):
            rows = TTARequest.objects.filter(pk=offered.pk)
            rows.update(scope_signed_at=clock.now(), reopen_until=clock.now() + timedelta(days=90))
            for status in ("scheduled", "in-delivery", "delivered", "confirmed", "closed"):
                rows.update(status=status)
            clocks.stop(offered, *ClockKind)
            Provider.objects.exclude(organization=sam_organization).update(is_active=False)
        with act(dana_of_riverton) as by:
            declines.reopen(offered, reason="It came back.", by=by)
        with act(cora_coordinator) as by:
            triage.match(offered, by=by)
        drain()
        with acting_atomic("system:outbox"):
            routing.run(fresh(offered), by=OUTBOX)
        drain()
        return fresh(offered)

    return again


def test_the_second_confirmation_after_a_reopening_is_told_to_the_new_provider_and_the_site(
    reopened, act, cora_coordinator, sam_provider, drain, clocks_of
):
    again = reopened(sam_provider.organization)
    assert clocks_of(again)["offer-accepted"].is_running
    before = told_each("confirmation")
    accepted(again, act, sam_provider)
    with act(cora_coordinator) as by:
        triage.confirm(again, by=by)
    drain()
    assert told_each("confirmation") - before == Counter(
        ["Dana of Riverton", "Lee Liaison", "Sam Provider"]
    )


def test_nobody_left_is_told_to_coordinators_at_once(
    offered, act, pat_provider, cora_coordinator, drain
):
    with acting_atomic("system:demo"):
        offer = Offer.objects.of_request(offered.pk).for_answer()[0]
    with act(pat_provider) as by:
        offers.decline(offer, reason="No.", by=by)
    drain()
    assert told("nobody") == {("Cora Coordinator", f"{offered.number}: choose a provider")}


def test_an_internal_message_is_not_announced_to_the_site(
    offered, act, cora_coordinator, mona_manager, drain
):
    with act(mona_manager) as by:
        tta_request = TTARequest.objects.get(pk=offered.pk)
        messages.post(tta_request, text="Not for the site.", internal=True, by=by)
    drain()
    assert {name for name, _ in told("message")} == {"Cora Coordinator"}


@pytest.mark.parametrize(
    ("at", "kind", "expected"),
    [
        (MONDAY.replace(hour=20), "clock-80", set()),
        (MONDAY.replace(hour=22), "clock-80", {"Cora Coordinator"}),
        (MONDAY.replace(hour=22, minute=59), "clock-100", set()),
        (MONDAY.replace(hour=23), "clock-100", {"Cora Coordinator", "Lee Liaison"}),
        (MONDAY.replace(hour=18), "offer-about-to-lapse", set()),
        (MONDAY.replace(hour=19), "offer-about-to-lapse", {"Pat Provider"}),
    ],
)
def test_reminders_fire_at_their_time(offered, cora_coordinator, at, kind, expected):
    # One business day from Friday 16:50 ends Monday 17:00 in Chicago (23:00 UTC); 80 % is 15:22.
    remind(at)
    assert {name for name, _ in told(kind)} == expected


def test_who_got_an_offer_a_moment_ago_is_not_reminded_of_it(
    sent_by, dana_of_riverton, riverton, best_provider, pat_provider, drain
):
    """A critical request leaves two hours to answer, fewer than those before which is reminded."""
    ten = MONDAY.replace(hour=16)  # in Chicago
    with clock.frozen(ten):
        sent_by(dana_of_riverton, riverton, urgency="critical", urgency_reason="Two were shot.")
        drain()
    with acting_atomic("system:demo"):
        assert Offer.objects.get().due_at == ten + timedelta(hours=2)
    remind(ten + timedelta(minutes=59))
    assert told("offer-about-to-lapse") == set()
    remind(ten + timedelta(hours=1))
    assert {name for name, _ in told("offer-about-to-lapse")} == {"Pat Provider"}


def test_a_reminder_fires_once(offered, cora_coordinator):
    remind(MONDAY.replace(hour=22))
    remind(MONDAY.replace(hour=22) + timedelta(minutes=5))
    with acting_atomic("system:reminders"):
        assert Notification.objects.filter(entry__kind="clock-80").count() == 1


def test_a_clock_that_was_met_is_not_reminded_of(offered, act, cora_coordinator):
    with act(cora_coordinator) as by:
        triage.acknowledge(offered, by=by)
    remind(MONDAY.replace(hour=22))
    assert told("clock-80") == set()


def test_the_inbox_shows_the_title_and_the_mail_never_does(offered, client_of, lee_liaison, act):
    with act(lee_liaison) as by:
        messages.post(offered, text="Which shift?", internal=False, by=by)
    drain_outbox(strict=True)
    page = client_of(offered.requester).get("/inbox/").content.decode()
    assert f'<span class="psp-meta">{offered.title}</span>' in page
    for letter in mail.outbox:
        html, _ = letter.alternatives[0]
        assert offered.title not in letter.subject + letter.body + html


def test_the_inbox_shows_no_title_the_reader_may_no_longer_see(offered, client_of, drain):
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=offered.pk).update(
            handling="federal", federal_agencies=["ATF"]
        )
    page = client_of(offered.requester).get("/inbox/").content.decode()
    assert offered.number in page
    assert offered.title not in page


def test_the_titles_cost_one_statement_however_many_notices(offered, client_of):
    client = client_of(offered.requester)
    with CaptureQueriesContext(connection) as few:
        client.get("/inbox/")
    found = 'SELECT "tta_requests_ttarequest"."number" AS "number"'
    assert len([1 for row in few if row["sql"].startswith(found)]) == 1
