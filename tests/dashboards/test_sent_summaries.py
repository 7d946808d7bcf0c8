"""Sending a site's one-page summary to its leadership: confirmed, once, and without a word of it in the mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from dashboards.models import SentSummary
from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from tests.pages import words

NOON = datetime(2026, 12, 2, 18, tzinfo=UTC)
PAGE = "/sites/riverton-ex/one-page/"
SEND = f"{PAGE}send/"
pytestmark = pytest.mark.django_db


def sent_by(client) -> str:
    return words(client.post(SEND, follow=True))


def test_a_liaison_sends_it_to_leadership_once_a_minute(
    client_of, lee_liaison, mayor_of_riverton, dana_of_riverton, omar_of_lakeside, drain
):
    client = client_of(lee_liaison)
    with clock.frozen(NOON):
        assert "Sent to leadership" not in words(client.get(PAGE))
        assert mayor_of_riverton.name in words(client.get(SEND))
        assert "Summary sent to 1 person." in sent_by(client)
        again = sent_by(client_of(dana_of_riverton))
        assert "less than a minute ago" in again
        drain()
    with acting_atomic("system:demo"):
        [notice] = Notification.objects.all()
    assert (notice.recipient_id, notice.url) == (mayor_of_riverton.pk, PAGE)
    assert notice.title == "Riverton, EX: read the one-page summary of your site"
    [letter] = mail.outbox
    assert letter.to == [mayor_of_riverton.email]
    assert "vacant" not in letter.body
    with clock.frozen(NOON + timedelta(minutes=1)):
        shown = words(client_of(mayor_of_riverton).get(PAGE))
    assert "Sent to leadership on Wed Dec 2, 12:00 pm CT by Lee Liaison." in shown
    with clock.frozen(NOON + timedelta(minutes=2)):
        assert "Summary sent to 1 person." in sent_by(client_of(dana_of_riverton))
    assert client_of(mayor_of_riverton).get(SEND).status_code == 403
    assert client_of(omar_of_lakeside).get(SEND).status_code == 404


def test_a_site_without_leadership_says_whom_to_invite(client_of, lee_liaison):
    client = client_of(lee_liaison)
    assert "Invite someone on the Team tab" in words(client.get(SEND))
    assert "Invite someone on the Team tab, then send it." in sent_by(client)
    with acting_atomic("system:demo"):
        assert not SentSummary.objects.exists()


def test_who_lost_the_seat_before_it_was_announced_gets_nothing(
    client_of, lee_liaison, mayor_of_riverton, drain
):
    with clock.frozen(NOON):
        sent_by(client_of(lee_liaison))
        with acting_atomic("system:demo"):
            mayor_of_riverton.memberships.update(ends_at=NOON - timedelta(days=1))
        drain()
    with acting_atomic("system:demo"):
        assert not Notification.objects.exists()
