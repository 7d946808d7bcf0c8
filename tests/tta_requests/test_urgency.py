"""Critical requests: endorsed by leadership, graded again by DOJ, counted a site."""

import pytest

from foundation.calendars import clock
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from tests.pages import words
from tta_requests.actions import urgency
from tta_requests.enums import ClockState, Urgency
from tta_requests.errors import NotYours
from tta_requests.models import Clock, TTARequest
from tta_requests.querysets.requests import critical_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def critical(sent_by, dana_of_riverton, riverton):
    return sent_by(
        dana_of_riverton, riverton, urgency="critical", urgency_reason="Two officers were shot."
    )


def test_leadership_is_asked_at_once(critical, mayor_of_riverton, drain):
    drain()
    with acting_atomic("system:outbox"):
        assert Ledger.objects.get(kind="to-endorse").recipient == mayor_of_riverton


def test_the_mayor_endorses_with_one_click(critical, client_of, mayor_of_riverton, fresh):
    client = client_of(mayor_of_riverton)
    page = client.get(f"/requests/{critical.number}/").content.decode()
    assert "Endorse this critical request?" in page
    assert "for this reason: “Two officers were shot.” DOJ is already" in page
    assert client.post(f"/requests/{critical.number}/endorse/").status_code == 303
    assert fresh(critical).endorsed_by_id == mayor_of_riverton.pk


def test_leadership_is_asked_again_when_a_request_becomes_critical_once_more(
    critical, act, mayor_of_riverton, cora_coordinator, drain, fresh
):
    def graded(*grades):
        for grade in grades:
            with act(cora_coordinator) as by:
                urgency.change(critical, urgency=grade, reason="As agreed.", by=by)

    def asked():
        drain()
        with acting_atomic("system:outbox"):
            return Ledger.objects.filter(kind="to-endorse", recipient=mayor_of_riverton).count()

    assert asked() == 1
    with act(mayor_of_riverton) as by:
        urgency.endorse(critical, by=by)
    graded(Urgency.ROUTINE, Urgency.CRITICAL)
    assert (asked(), fresh(critical).endorsed_at) == (2, None)
    graded(Urgency.ROUTINE, Urgency.CRITICAL, Urgency.EXPEDITED)  # and before anybody is asked: not
    assert asked() == 2


def test_the_notice_ends_once_the_request_is_no_longer_critical(
    critical, act, mayor_of_riverton, cora_coordinator, drain
):
    def unread():
        drain()
        with acting_atomic("system:outbox"):
            theirs = Notification.objects.of(mayor_of_riverton.pk).open()
            return theirs.filter(entry__kind="to-endorse").count()

    assert unread() == 1
    with act(cora_coordinator) as by:
        urgency.change(critical, urgency=Urgency.ROUTINE, reason="It can wait.", by=by)
    assert unread() == 0


def test_a_contact_does_not_endorse_what_it_asked(critical, act, dana_of_riverton):
    with act(dana_of_riverton) as by, pytest.raises(NotYours):
        urgency.endorse(critical, by=by)


def test_it_is_endorsed_once(critical, act, mayor_of_riverton):
    with act(mayor_of_riverton) as by:
        urgency.endorse(critical, by=by)
        with pytest.raises(Refused, match="already endorsed"):
            urgency.endorse(critical, by=by)


def test_a_new_grade_keeps_the_old_clocks_on_record(
    critical, act, cora_coordinator, fresh, client_of
):
    with act(cora_coordinator) as by:
        urgency.change(critical, urgency=Urgency.ROUTINE, reason="It can wait.", by=by)
        rows = Clock.objects.of_request(critical.pk).of_kind("triage-decision")
        assert {(c.urgency, c.state) for c in rows} == {
            ("critical", ClockState.STOPPED),
            ("routine", ClockState.RUNNING),
        }
    assert (fresh(critical).urgency, fresh(critical).endorsed_at) == ("routine", None)
    page = words(client_of(cora_coordinator).get(f"/requests/{critical.number}/"))
    assert "Two officers were shot." not in page


def test_the_same_grade_is_no_change(critical, act, cora_coordinator):
    with act(cora_coordinator) as by, pytest.raises(InvalidInput, match="different urgency"):
        urgency.change(critical, urgency=Urgency.CRITICAL, reason="So.", by=by)


def test_the_page_says_how_often_the_site_is_critical(
    critical, sent_by, dana_of_riverton, riverton, client_of, cora_coordinator
):
    sent_by(dana_of_riverton, riverton)
    page = client_of(cora_coordinator).get(f"/requests/{critical.number}/regrade/")
    assert "marked 1 of its 2 requests in the last 12 months as critical" in words(page)


def test_another_sites_requests_are_not_counted(
    critical, sent_by, omar_of_lakeside, lakeside, act, cora_coordinator
):
    sent_by(omar_of_lakeside, lakeside, urgency="critical", urgency_reason="Here too.")
    with act(cora_coordinator):
        share = critical_share(TTARequest.objects.at(critical.site_id), clock.now())
    assert share == {"sent": 1, "critical": 1}
