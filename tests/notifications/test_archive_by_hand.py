"""A reader archives notices, one or all that were read, and can undo it."""

import re
from datetime import timedelta

import pytest

from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from tests.notifications.conftest import NOW
from tests.notifications.test_inbox import titles

pytestmark = pytest.mark.django_db


def undo(client, page) -> str:
    moment = re.search(r'name="archived_at" value="(\w+)"', page.content.decode())[1]
    answer = client.post("/inbox/restore/", {"archived_at": moment}, follow=True)
    return answer.content.decode()


def test_a_notice_that_was_dealt_with_elsewhere_could_not_be_put_away(tell, lee_liaison, client_of):
    for n in range(3):
        tell(lee_liaison, key=f"k{n}")
    with clock.frozen(NOW + timedelta(minutes=1)):
        newest = tell(lee_liaison, key="newest")
    tell(lee_liaison, key="other", number="PSP-2026-0007")
    client = client_of(lee_liaison)
    page = client.post(f"/inbox/{newest.pk}/archive/", follow=True)
    assert "4 notices archived." in page.content.decode()
    assert [each.partition(":")[0] for each in titles(page)] == ["PSP-2026-0007"]
    assert "Archived by you" in client.get("/inbox/?archived=1").content.decode()
    assert "4 notices moved back to your inbox." in undo(client, page)
    assert len(titles(client.get("/inbox/"))) == 2


def test_a_later_notice_of_the_same_thing_comes_in_again(tell, lee_liaison, client_of):
    first = tell(lee_liaison, key="first")
    client = client_of(lee_liaison)
    client.post(f"/inbox/{first.pk}/archive/")
    assert titles(client.get("/inbox/")) == []
    with clock.frozen(NOW + timedelta(hours=1)):
        tell(lee_liaison, key="later")
    assert len(titles(client.get("/inbox/"))) == 1


def test_archive_all_read_leaves_the_unread_ones(tell, lee_liaison, client_of):
    read = tell(lee_liaison, key="read", number="PSP-2026-0001")
    tell(lee_liaison, key="unread", number="PSP-2026-0002")
    client = client_of(lee_liaison)
    assert "Archive all read" not in client.get("/inbox/").content.decode()
    client.post(f"/inbox/{read.pk}/read/")
    page = client.get("/inbox/").content.decode()
    shown = re.search(r'archive/">.*?name="shown"\s+value="(\w+)"', page, re.DOTALL)[1]
    page = client.post("/inbox/archive/", {"shown": shown}, follow=True)
    assert "1 notice archived." in page.content.decode()
    assert [each.partition(":")[0] for each in titles(page)] == ["PSP-2026-0002"]
    assert "1 notice moved back" in undo(client, page)
    assert len(titles(client.get("/inbox/"))) == 2


def test_what_the_portal_archived_is_not_moved_back(tell, lee_liaison, client_of):
    notice = tell(lee_liaison)
    with acting_atomic("system:outbox"):
        rows = Notification.objects.filter(pk=notice.pk)
        rows.update(archived_at=NOW, archived_as="done")
    client = client_of(lee_liaison)
    page = client.get("/inbox/?archived=1").content.decode()
    assert "Move to inbox" not in page
    moment = NOW.strftime("%Y%m%dT%H%M%S%f")
    client.post("/inbox/restore/", {"archived_at": moment})
    assert titles(client.get("/inbox/")) == []


def test_nobody_archives_anothers_notice(tell, lee_liaison, dana_of_riverton, client_of):
    notice = tell(lee_liaison)
    assert client_of(dana_of_riverton).post(f"/inbox/{notice.pk}/archive/").status_code == 404
    assert len(titles(client_of(lee_liaison).get("/inbox/"))) == 1


def test_undo_returns_an_unread_notice_unread(tell, lee_liaison, client_of):
    notice = tell(lee_liaison, key="unread")
    client = client_of(lee_liaison)
    page = client.post(f"/inbox/{notice.pk}/archive/", follow=True)
    undo(client, page)
    assert len(titles(client.get("/inbox/?unread=1"))) == 1
