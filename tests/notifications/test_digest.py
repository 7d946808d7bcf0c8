"""The daily digest: what needs a reader and what is new, once a business day, never twice the same."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail

from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.actions import save_preference
from foundation.notifications.enums import MailWish, Priority
from foundation.notifications.models import Ledger
from foundation.notifications.reminders import DailyDigest
from foundation.outbox.models import Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import SECRET, entry_of
from tests.tta_requests.states import put
from tta_requests.enums import Status

pytestmark = pytest.mark.django_db

TUESDAY_9 = datetime(2026, 12, 1, 15, tzinfo=UTC)  # 9:00 in Chicago
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _only_digests(planted, monkeypatch):
    monkeypatch.setattr(reminders, "_kinds", {DailyDigest.slug: DailyDigest})


@pytest.fixture
def reader():
    """A person in Chicago's time whom nothing needs, and who wants one mail a day."""
    user = UserFactory(time_zone="America/Chicago")
    wants(user)
    return user


def wants(user, email=MailWish.DAILY, quiet=(None, None)):
    with acting_atomic(f"user:{user.pk}"):
        save_preference(email=email, quiet_from=quiet[0], quiet_until=quiet[1], by=user)


def digests(at) -> list[str]:
    """Let the portal's minute pass; return the subjects of all digests so far."""
    with clock.frozen(at):
        assert not [kind for kind in reminders.run(at) if kind.error]
        drain(strict=True)
    return [letter.subject for letter in mail.outbox if letter.subject.startswith("Your day")]


@pytest.fixture
def question(standards, riverton, gun_violence, dana_of_riverton, best_provider):
    """A request of Riverton that waits for the site's answer."""
    return put(
        Status.NEEDS_INFORMATION,
        site=riverton,
        area=gun_violence,
        requester=dana_of_riverton,
        provider=best_provider,
    )


def test_every_notice_came_by_mail_though_one_a_day_was_asked_for(reader, tell):
    notice = tell(reader, due_at=None)
    drain(strict=True)
    assert mail.outbox == []
    assert entry_of(notice).mail == "digest"
    assert digests(TUESDAY_9) == ["Your day: 1 unread notice"]
    assert "- PSP-2026-0042: answer" in mail.outbox[0].body
    assert "/requests/PSP-2026-0042/" in mail.outbox[0].alternatives[0][0]


@pytest.mark.parametrize("weight", [Priority.CRITICAL, Priority.ACCOUNT])
def test_what_is_urgent_does_not_wait_for_the_digest(reader, tell, weight):
    tell(reader, weight=weight)
    drain(strict=True)
    assert len(mail.outbox) == 1


def test_the_digest_says_what_needs_me_by_when_and_the_one_action(question, dana_of_riverton):
    wants(dana_of_riverton)
    assert digests(TUESDAY_9) == ["Your day: 3 items need you"]
    body = " ".join(mail.outbox[0].body.split())
    assert f"- {question.number}, Riverton, EX: Answer the question" in body
    html = mail.outbox[0].alternatives[0][0]
    assert f"/requests/{question.number}/" in html
    assert "Change your email settings" in html


def test_the_digest_said_the_same_twice(riverton, dana_of_riverton):
    wants(dana_of_riverton)
    assert digests(TUESDAY_9) == ["Your day: 2 items need you"]  # two vacant seats
    assert mail.outbox[0].body.count("Invite someone") == 1
    assert "- Riverton, EX: Invite someone (2)" in mail.outbox[0].body


def test_private_text_is_not_in_the_digest(question, dana_of_riverton, tell):
    wants(dana_of_riverton)
    tell(dana_of_riverton, number="PSP-2026-0099")
    digests(TUESDAY_9)
    letter = mail.outbox[0].message().as_string()
    for text in (question.title, question.problem, SECRET):
        assert text not in letter


def test_what_needs_me_is_not_listed_again_as_a_notice(question, dana_of_riverton, tell):
    wants(dana_of_riverton)
    tell(dana_of_riverton, number=question.number, url=question.get_absolute_url())
    assert digests(TUESDAY_9) == ["Your day: 3 items need you"]


def test_one_a_day_came_twice_a_day(reader, tell):
    tell(reader, due_at=None)
    for minute in (0, 1, 60, 400):
        found = digests(TUESDAY_9 + timedelta(minutes=minute))
    assert len(found) == 1


def test_the_same_digest_came_on_two_days(reader, tell):
    notice = tell(reader, due_at=None)
    assert len(digests(TUESDAY_9)) == 1
    assert len(digests(TUESDAY_9 + A_DAY)) == 1
    with acting_atomic("system:outbox"):
        states = (
            Ledger.objects.of_kind("daily-digest").order_by("key").values_list("mail", flat=True)
        )
        assert list(states) == ["sent", "unchanged"]
    with clock.frozen(TUESDAY_9 + A_DAY):
        tell(reader, key="new", number="PSP-2026-0043", due_at=None)
    assert len(digests(TUESDAY_9 + 2 * A_DAY)) == 2
    assert notice.headline in mail.outbox[-1].body


def test_an_empty_digest_came(reader):
    assert digests(TUESDAY_9) == []


@pytest.mark.parametrize(
    "at",
    [
        TUESDAY_9 - timedelta(minutes=1),
        datetime(2026, 12, 5, 16, tzinfo=UTC),  # Saturday
        datetime(2026, 12, 2, 0, tzinfo=UTC),  # Tuesday evening
    ],
)
def test_the_digest_came_at_night_or_on_a_weekend(reader, tell, at):
    tell(reader, due_at=None)
    assert digests(at) == []


def test_the_digest_came_in_my_quiet_hours(reader, tell):
    wants(reader, quiet=(time(20), time(10, 30)))
    tell(reader, due_at=None)
    drain(strict=True)
    assert digests(TUESDAY_9) == []
    waiting = Message.objects.get(state="queued")
    assert waiting.due_at == TUESDAY_9 + timedelta(hours=1, minutes=30)
    assert len(digests(waiting.due_at)) == 1


def test_the_digest_came_after_i_chose_mail_at_once(reader, tell):
    wants(reader, quiet=(time(20), time(10, 30)))
    tell(reader, due_at=None)
    digests(TUESDAY_9)
    wants(reader, MailWish.AT_ONCE)
    assert digests(TUESDAY_9 + timedelta(hours=2)) == []


def test_a_closed_account_gets_no_digest(reader, tell):
    tell(reader, due_at=None)
    reader.is_active = False
    reader.save()
    assert digests(TUESDAY_9) == []


def test_the_settings_offer_one_mail_a_day(client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    assert "Daily digest" in client.get("/inbox/preferences/").content.decode()
    assert client.post("/inbox/preferences/", {"email": "daily"}).status_code == 303
