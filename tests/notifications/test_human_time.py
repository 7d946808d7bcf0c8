"""Reminders in human time: what people said went wrong with mail at night, after outages, and about deadlines."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail

from foundation.calendars import clock, reference
from foundation.notifications import actions, notify, reminders
from foundation.notifications.enums import MailWish, Priority
from foundation.notifications.mail import held_until
from foundation.notifications.models import Notification, Preference
from foundation.outbox.models import Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import NOW, entry_of

pytestmark = pytest.mark.django_db

CHICAGO = "America/Chicago"
SATURDAY_0005 = datetime(2026, 11, 28, 6, 5, tzinfo=UTC)
MONDAY_9 = datetime(2026, 11, 30, 15, tzinfo=UTC)


def sent() -> list[str]:
    drain(strict=True)
    return [letter.subject for letter in mail.outbox]


def waits_until() -> datetime:
    return Message.objects.get(state="queued").due_at


def test_a_commitments_mail_came_on_saturday_five_past_midnight(planted, due_of):
    lee = UserFactory(time_zone=CHICAGO)
    planted.says = [due_of(lee, due_at=None)]
    with clock.frozen(SATURDAY_0005):
        reminders.run(SATURDAY_0005)
        assert sent() == []
    with acting_atomic(f"user:{lee.pk}"):  # the inbox knows at once
        assert Notification.objects.of(lee.pk).count() == 1
    assert waits_until() == MONDAY_9
    with clock.frozen(MONDAY_9):
        assert sent() == ["PSP-2026-0042: answer"]


def test_mail_about_a_day_came_on_thanksgiving(planted, due_of):
    reference.load()
    planted.says = [due_of(UserFactory(time_zone=CHICAGO), due_at=None)]
    thanksgiving = datetime(2026, 11, 26, 18, tzinfo=UTC)
    with clock.frozen(thanksgiving):
        reminders.run(thanksgiving)
        assert sent() == []
    assert waits_until() == datetime(2026, 11, 27, 15, tzinfo=UTC)


def test_it_is_the_readers_morning_not_the_sites(planted, due_of):
    at = datetime(2026, 11, 30, 15, tzinfo=UTC)  # 9:00 in Chicago, 5:00 in Honolulu
    planted.says = [due_of(UserFactory(time_zone="Pacific/Honolulu"), due_at=None, tz=CHICAGO)]
    with clock.frozen(at):
        reminders.run(at)
        assert sent() == []
    assert waits_until() == datetime(2026, 11, 30, 19, tzinfo=UTC)


@pytest.mark.parametrize("weight", [Priority.CRITICAL, Priority.ACCOUNT])
def test_what_cannot_wait_for_monday_does_not(planted, due_of, weight):
    planted.says = [due_of(UserFactory(time_zone=CHICAGO), due_at=None, weight=weight)]
    with clock.frozen(SATURDAY_0005):
        reminders.run(SATURDAY_0005)
        assert len(sent()) == 1


def test_a_clock_of_hours_does_not_wait_for_the_morning(planted, due_of):
    planted.by_day = False
    planted.says = [due_of(UserFactory(time_zone=CHICAGO))]
    with clock.frozen(NOW.replace(hour=2)):
        reminders.run(NOW.replace(hour=2))
        assert len(sent()) == 1


@pytest.mark.parametrize(
    ("now", "quiet", "until"),
    [
        ("2026-11-24T16:59", None, None),
        ("2026-11-24T17:01", None, "2026-11-25T09:00"),
        ("2026-11-24T08:59", None, "2026-11-24T09:00"),
        # Quiet in the morning: business hours that are left are used.
        ("2026-11-27T22:00", (20, 10), "2026-11-28T10:00"),
        ("2026-11-28T10:00", (20, 10), "2026-11-30T10:00"),
        # Quiet all the business day: it comes in the evening, not never.
        ("2026-11-24T12:00", (8, 18), "2026-11-24T18:00"),
        ("2026-11-24T18:00", (8, 18), None),
    ],
)
def test_quiet_hours_and_business_hours_together_still_let_mail_through(now, quiet, until):
    def at(local: str) -> datetime:
        return datetime.fromisoformat(local).replace(tzinfo=UTC) + timedelta(hours=6)

    wish = Preference(
        **dict(zip(("quiet_from", "quiet_until"), map(time, quiet or ()), strict=False))
    )
    found = held_until(wish, CHICAGO, at(now), by_day=True)
    assert found == (until and at(until))


def test_the_mail_said_by_friday_and_it_was_monday(tell):
    lee = UserFactory(time_zone=CHICAGO)
    with acting_atomic(f"user:{lee.pk}"):
        quiet = {"quiet_from": time(11), "quiet_until": time(12)}
        actions.save_preference(email=MailWish.AT_ONCE, **quiet, by=lee)
    notice = tell(lee)
    assert "by Fri Nov 27" in notice.title
    assert sent() == []
    with clock.frozen(MONDAY_9):
        assert sent() == ["PSP-2026-0042: answer, past due since Fri Nov 27, 3:10 pm MT"]
        assert "Was due Fri Nov 27, 3:10 pm MT" in mail.outbox[0].body
        assert " by " not in mail.outbox[0].subject


def test_the_inbox_said_by_friday_and_it_was_monday(tell, lee_liaison, client_of):
    tell(lee_liaison)
    with clock.frozen(MONDAY_9):
        body = client_of(lee_liaison).get("/inbox/").content.decode()
    assert "answer, past due since Fri Nov 27, 3:10 pm MT" in body
    assert "answer by" not in body


def test_a_deadline_of_last_year_is_past_due_too(tell):
    with clock.frozen(datetime(2026, 12, 29, 15, tzinfo=UTC)):
        notice = tell(UserFactory(), due_at=datetime(2026, 12, 31, 22, tzinfo=UTC))
    with clock.frozen(datetime(2027, 1, 4, 15, tzinfo=UTC)):
        assert (
            notice.headline == "PSP-2026-0042: answer, past due since Thu Dec 31, 2026, 3:00 pm MT"
        )


def test_a_reminder_that_comes_late_says_so_by_itself(due_of):
    with clock.frozen(MONDAY_9):
        assert due_of(1).title == "PSP-2026-0042: answer, past due since Fri Nov 27, 3:10 pm MT"


def test_two_steps_of_one_thing_waited_for_monday_and_one_comes(due_of):
    lee = UserFactory(time_zone=CHICAGO)
    friday = datetime(2026, 11, 28, 0, tzinfo=UTC)
    for at, step in ((friday, "ahead"), (SATURDAY_0005, "due")):
        with clock.frozen(at), acting_atomic("system:outbox"):
            notify.send("told", due_of(lee, step=step, due_at=None), by_day=True)
        with clock.frozen(at):
            sent()
    with clock.frozen(MONDAY_9):
        assert len(sent()) == 1
    with acting_atomic("system:outbox"):
        first = Notification.objects.get(entry__step="ahead")
    assert entry_of(first).mail == "replaced"
