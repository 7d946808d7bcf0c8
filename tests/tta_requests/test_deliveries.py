"""From the first contact to the end, and what the portal does when nobody says a word."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.calendars import clock
from foundation.calendars.models import ClosedDay
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from tests.pages import words
from tta_requests.actions import declines, deliveries, triage
from tta_requests.enums import Status
from tta_requests.models import Letter, Provider, Share, TimeLimit
from tta_requests.querysets import requests

pytestmark = pytest.mark.django_db

TUESDAY_10 = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
AFTER_TEN_DAYS = datetime(2026, 12, 15, 23, 0, tzinfo=UTC)  # 17:00 on the tenth business day


@pytest.fixture
def delivered(put_in, act, pat_provider):
    with clock.frozen(TUESDAY_10):
        tta_request = put_in("in-delivery")
        with act(pat_provider) as by:
            deliveries.report(tta_request, reason="Findings and a training day.", by=by)
    return tta_request


@pytest.fixture
def confirmed(delivered, act, dana_of_riverton):
    with clock.frozen(TUESDAY_10), act(dana_of_riverton) as by:
        return deliveries.confirm(delivered, by=by)


def test_the_provider_begins_and_the_contact_clock_is_met(put_in, act, pat_provider, fresh):
    tta_request = put_in("scheduled")
    with act(pat_provider) as by:
        deliveries.start(tta_request, by=by)
    assert fresh(tta_request).status == Status.IN_DELIVERY


def test_a_delivery_nobody_disputes_is_confirmed_after_ten_business_days(
    delivered, fresh, told, drain
):
    with clock.frozen(AFTER_TEN_DAYS - timedelta(minutes=1)):
        drain()
        assert fresh(delivered).status == Status.DELIVERED
    with clock.frozen(AFTER_TEN_DAYS):
        drain()
    assert fresh(delivered).status == Status.CONFIRMED
    assert told(delivered)[0].startswith("Delivery confirmed automatically")


def test_the_page_says_when_a_delivery_confirms_itself(delivered, client_of, dana_of_riverton):
    with clock.frozen(TUESDAY_10 + timedelta(days=1)):
        page = words(client_of(dana_of_riverton).get(f"/requests/{delivered.number}/"))
    says = "If the site doesn't respond by Tue Dec 15, 5:00 pm CT, the portal confirms delivery automatically."
    assert says in page


def test_the_page_shows_what_is_missing_until_it_is_delivered(
    delivered, act, client_of, dana_of_riverton, pat_provider, fresh
):
    def page(day):
        with clock.frozen(TUESDAY_10 + timedelta(days=day)):
            return words(client_of(pat_provider).get(f"/requests/{delivered.number}/"))

    assert "What the site is missing" not in page(1)
    with clock.frozen(TUESDAY_10 + timedelta(days=1)), act(dana_of_riverton) as by:
        deliveries.dispute(fresh(delivered), reason="The training day is missing.", by=by)
    _, _, panel = page(1).partition("What the site is missing")
    assert panel.partition("Conversation")[0].count("The training day is missing.") == 1
    with clock.frozen(TUESDAY_10 + timedelta(days=2)), act(pat_provider) as by:
        deliveries.report(fresh(delivered), reason="Held on Thursday.", by=by)
    assert "What the site is missing" not in page(2)


@pytest.fixture
def lapse():
    """A lapse in appropriations closes a day, when both deliveries were under way."""
    with clock.frozen(TUESDAY_10 + timedelta(days=1)):
        ClosedDay.objects.create(
            date=date(2026, 12, 10), name="Lapse", short_name="Lapse", kind="closure", source="Test"
        )


def test_a_day_that_closes_meanwhile_does_not_count_for_the_confirmation(
    delivered, lapse, fresh, drain, client_of, dana_of_riverton
):
    """The page and the portal mean the same day: now the eleventh, and once more after the next closure."""
    with clock.frozen(AFTER_TEN_DAYS):
        drain()
        assert fresh(delivered).status == Status.DELIVERED
        page = words(client_of(dana_of_riverton).get(f"/requests/{delivered.number}/"))
        assert "If the site doesn't respond by Wed Dec 16, 5:00 pm CT" in page
        ClosedDay.objects.create(
            date=date(2026, 12, 16), name="Lapse", short_name="Lapse", kind="closure", source="Test"
        )
    for day, status in ((1, Status.DELIVERED), (2, Status.CONFIRMED)):
        with clock.frozen(AFTER_TEN_DAYS + timedelta(days=day)):
            drain()
        assert fresh(delivered).status == status


def test_a_longer_limit_holds_for_what_already_waits(delivered, fresh, drain):
    TimeLimit.objects.filter(kind="confirmation").update(amount=11)
    for day, status in ((0, Status.DELIVERED), (1, Status.CONFIRMED)):
        with clock.frozen(AFTER_TEN_DAYS + timedelta(days=day)):
            drain()
        assert fresh(delivered).status == status


def test_a_day_that_closes_meanwhile_does_not_count_for_the_evaluations(
    confirmed, lapse, fresh, drain
):
    for day, status in ((0, Status.CONFIRMED), (1, Status.CLOSED)):
        with clock.frozen(AFTER_TEN_DAYS + timedelta(days=day)):
            drain()
        assert fresh(confirmed).status == status


def test_a_disputed_delivery_is_not_confirmed_by_itself(
    delivered, act, dana_of_riverton, pat_provider, fresh, drain
):
    with clock.frozen(TUESDAY_10 + timedelta(days=9)):
        with act(dana_of_riverton) as by:
            deliveries.dispute(fresh(delivered), reason="The training day is missing.", by=by)
        with act(pat_provider) as by:
            deliveries.report(fresh(delivered), reason="Now with the training day.", by=by)
    with clock.frozen(AFTER_TEN_DAYS):
        drain()
        assert fresh(delivered).status == Status.DELIVERED


def test_a_confirmed_delivery_gives_the_place_back_and_keeps_the_way_in(confirmed, best_provider):
    with acting_atomic("system:demo"):
        assert Provider.objects.get(pk=best_provider.pk).places_held == 0
        assert Share.objects.get(request_id=confirmed.pk).ends_at is None


def test_it_is_closed_after_the_evaluation_window(confirmed, act, pat_provider, fresh, drain):
    with clock.frozen(AFTER_TEN_DAYS):
        drain()
    assert fresh(confirmed).status == Status.CLOSED
    with clock.frozen(AFTER_TEN_DAYS + timedelta(minutes=1)), act(pat_provider) as by:
        assert requests.visible_to(by).count() == 0


def test_a_closed_request_is_reopened_within_90_days(
    confirmed, act, dana_of_riverton, fresh, drain, clocks_of
):
    with clock.frozen(AFTER_TEN_DAYS):
        drain()
    with clock.frozen(AFTER_TEN_DAYS + timedelta(days=90)), act(dana_of_riverton) as by:
        declines.reopen(fresh(confirmed), reason="It came back.", by=by)
    again = fresh(confirmed)
    assert (again.status, again.provider) == (Status.TRIAGE, None)
    assert clocks_of(confirmed)["triage-decision"].is_running


def test_after_90_days_it_stays_closed(confirmed, act, dana_of_riverton, fresh, drain):
    with clock.frozen(AFTER_TEN_DAYS):
        drain()
    with (
        clock.frozen(AFTER_TEN_DAYS + timedelta(days=90, seconds=1)),
        act(dana_of_riverton) as by,
        pytest.raises(Refused, match="second look has passed"),
    ):
        declines.reopen(fresh(confirmed), reason="It came back.", by=by)


def test_a_declined_site_reads_why_and_what_else_helps(
    put_in, act, cora_coordinator, dana_of_riverton, client_of
):
    tta_request = put_in("triage")
    with act(cora_coordinator) as by:
        declines.decline(
            tta_request,
            reasons=["outside-tta", "not-ready"],
            text="Cameras are outside training and assistance.",
            alternatives="The state's grant is open until spring.",
            by=by,
        )
    with act(dana_of_riverton):
        assert Letter.objects.last_of(tta_request.pk).reasons == ["outside-tta", "not-ready"]
    page = client_of(dana_of_riverton).get(f"/requests/{tta_request.number}/").content.decode()
    assert "Cameras are outside training and assistance." in page
    assert "grant is open until spring." in page
    assert "Ask for a second look" in page


def test_the_letter_is_put_together_to_be_read_first(client_of, put_in, cora_coordinator, fresh):
    tta_request = put_in("triage")
    client = client_of(cora_coordinator)
    form = {"reasons": ["dates-missing", "problem-unclear"], "text": ""}
    first = client.post(f"/requests/{tta_request.number}/ask/", form)
    assert first.status_code == 200
    assert "Please give us two or three dates" in first.content.decode()
    assert fresh(tta_request).status == Status.TRIAGE
    text = first.context["form"]["text"].value()
    assert (
        client.post(f"/requests/{tta_request.number}/ask/", {**form, "text": text}).status_code
        == 303
    )
    assert fresh(tta_request).status == Status.NEEDS_INFORMATION


def test_withdrawing_after_a_second_look_frees_no_place_twice(
    confirmed, act, dana_of_riverton, best_provider, fresh, drain
):
    with clock.frozen(AFTER_TEN_DAYS):
        drain()
    with clock.frozen(AFTER_TEN_DAYS), act(dana_of_riverton) as by:
        again = declines.reopen(fresh(confirmed), reason="It came back.", by=by)
        Provider.objects.filter(pk=best_provider.pk).update(places_held=1)  # other work
        triage.withdraw(again, reason="Solved.", by=by)
    assert Provider.objects.get(pk=best_provider.pk).places_held == 1
