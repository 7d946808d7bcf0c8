"""Notices leave the inbox when their thing is done or undone, and several of one thing are one row."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from foundation.calendars import clock
from foundation.notifications import gate, notify, reminders
from foundation.notifications.actions import save_preference
from foundation.notifications.enums import MailWish
from foundation.notifications.models import Ledger, Notification
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import NOW, entry_of
from tests.notifications.test_inbox import titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(monkeypatch):
    """Whether the thing of the gate ``it-waits`` still waits."""
    answer = [True]
    monkeypatch.setattr(gate, "_checks", {**gate._checks, "it-waits": lambda *_: answer[0]})
    return answer


WAITS = gate.Gate("it-waits")


def change(number="PSP-2026-0042", key="entry-1"):
    with acting_atomic("system:outbox"):
        notify.changed(number, key=key)
    drain(strict=True)


def undo(*keys):
    with acting_atomic("system:outbox"):
        notify.undone(*keys)
    drain(strict=True)


def counted(client) -> str:
    return re.search(r"(\d+|No) unread notices?\.", client.get("/inbox/").content.decode())[1]


def test_the_inbox_still_asked_for_what_was_done(tell, lee_liaison, client_of, waits):
    tell(lee_liaison, gate=WAITS)
    client = client_of(lee_liaison)
    change()
    assert counted(client) == "1"
    waits[0] = False
    change(key="entry-2")
    assert counted(client) == "No"
    assert titles(client.get("/inbox/")) == []
    archive = client.get("/inbox/?archived=1")
    assert len(titles(archive)) == 1
    assert "Done, or no longer needs you" in archive.content.decode()


def test_another_things_notices_stay(tell, lee_liaison, client_of, waits):
    tell(lee_liaison, gate=WAITS)
    waits[0] = False
    change("PSP-2026-004")
    assert counted(client_of(lee_liaison)) == "1"


def test_what_ended_by_itself_leaves_the_inbox_within_hours(tell, lee_liaison, waits):
    tell(lee_liaison, gate=WAITS)
    waits[0] = False
    archived = sum(
        reminders.settle(NOW + timedelta(minutes=minute)) for minute in range(reminders.SHARES)
    )
    assert archived == 1
    with acting_atomic("system:outbox"):
        assert not Notification.objects.open().exists()


def test_nine_notices_of_one_request_are_one_row(tell, lee_liaison, client_of):
    for n in range(9):
        with clock.frozen(NOW + timedelta(minutes=n)):
            tell(lee_liaison, key=f"k{n}", action=f"read message {n}", due_at=None)
    client = client_of(lee_liaison)
    page = client.get("/inbox/")
    assert titles(page) == ["PSP-2026-0042: read message 8"]
    assert counted(client) == "1"
    every = re.search(r'href="([^"]*about=[^"]*)"[^>]*>8 more notices', page.content.decode())[1]
    assert len(titles(client.get(every.replace("&amp;", "&")))) == 9


def test_a_row_marked_read_stays_read(tell, lee_liaison, client_of):
    for n in range(3):
        tell(lee_liaison, key=f"k{n}")
    with clock.frozen(NOW + timedelta(minutes=1)):
        newest = tell(lee_liaison, key="newest")
    client = client_of(lee_liaison)
    client.post(f"/inbox/{newest.pk}/read/")
    assert counted(client) == "No"
    with clock.frozen(NOW + timedelta(hours=1)):
        tell(lee_liaison, key="later")
    assert counted(client) == "1"


def test_the_count_is_the_number_of_unread_rows(tell, lee_liaison, client_of, waits):
    for n in range(4):
        tell(lee_liaison, key=f"a{n}", number=f"PSP-2026-{n % 2:04}", due_at=None)
    tell(lee_liaison, key="done", number="PSP-2026-0009", gate=WAITS)
    waits[0] = False
    change("PSP-2026-0009")
    client = client_of(lee_liaison)
    assert counted(client) == str(len(titles(client.get("/inbox/?unread=1")))) == "2"


def test_a_step_was_undone_and_the_inbox_kept_its_notice(tell, lee_liaison, client_of):
    notice = tell(lee_liaison, key="step:1")
    undo("step:1")
    client = client_of(lee_liaison)
    assert titles(client.get("/inbox/")) == []
    assert "Withdrawn: the step was undone" in client.get("/inbox/?archived=1").content.decode()
    assert entry_of(notice).mail == "over"


def test_mail_of_an_undone_step_left_all_the_same(tell):
    tell(UserFactory(), key="step:1")
    undo("step:1")
    assert mail.outbox == []


def test_mail_had_gone_and_nobody_corrected_it(tell):
    pat = UserFactory()
    tell(pat, key="step:1", number="PSP-2026-0042", action="answer the offer")
    drain(strict=True)
    undo("step:1")
    subjects = [letter.subject for letter in mail.outbox]
    assert subjects[1:] == ["PSP-2026-0042: please disregard “answer the offer”"]
    assert mail.outbox[1].to == [pat.email]
    assert "undone after we emailed you" in mail.outbox[1].body
    undo("step:1")
    assert len(mail.outbox) == 2


def test_two_mails_of_an_undone_step_are_corrected_once(tell):
    pat = UserFactory()
    for key in ("offer:1", "lapse:1"):
        tell(pat, key=key)
    drain(strict=True)
    undo("offer:1", "lapse:1")
    assert len(mail.outbox) == 3


def test_a_step_undone_while_its_mail_was_leaving_is_corrected(tell):
    from foundation.notifications.mail import letter_of

    notice = tell(UserFactory(), key="step:1")
    with acting_atomic("system:outbox"):
        letter = letter_of(notice.pk)
        notify.undone("step:1")
    drain(strict=True)
    with acting_atomic("system:outbox"):
        letter.sent()
        assert Ledger.objects.of_kind("correction").count() == 1


def test_who_wants_no_mail_gets_no_correction_by_mail(tell):
    lee = UserFactory()
    with acting_atomic(f"user:{lee.pk}"):
        save_preference(email=MailWish.OFF, quiet_from=None, quiet_until=None, by=lee)
    tell(lee, key="step:1")
    drain(strict=True)
    undo("step:1")
    with acting_atomic("system:outbox"):
        assert not Ledger.objects.of_kind("correction").exists()


def test_the_archive_is_written_by_nobody_else(tell, lee_liaison, dana_of_riverton):
    tell(lee_liaison)
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        assert Notification.objects.update(archived_at=NOW, archived_as="done") == 0
