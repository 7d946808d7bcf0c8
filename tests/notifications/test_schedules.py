"""The days of reminders: shipped, edited in the admin, checked with a sentence, and used by the next run."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from foundation.notifications import reminders, schedules
from foundation.notifications.models import ReminderDays
from foundation.notifications.reference import load_reminder_days
from foundation.notifications.schedules import Schedule, before_or_after, declare
from foundation.tenancy.context import acting_atomic
from tests.factories.liaisons import EngagementUpdateFactory

pytestmark = pytest.mark.django_db
# Wednesday; submitted on Monday, two business days ago.
NOON = datetime(2026, 11, 25, 18, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 16, tzinfo=UTC)


@pytest.fixture
def rows():
    with acting_atomic("system:reference"):
        return load_reminder_days()


def test_each_schedule_gets_one_row_and_a_change_stays(rows):
    assert rows == len(schedules.schedules())
    ReminderDays.objects.filter(slug="draft-idle").update(days=[7])
    assert load_reminder_days() == rows
    assert ReminderDays.objects.of(schedules.schedule_of("draft-idle")) == (7,)


def test_without_a_row_the_shipped_days_are_in_force():
    assert ReminderDays.objects.of(schedules.schedule_of("needs-information")) == (3, 8, 13)


@pytest.mark.parametrize(
    ("slug", "days", "sentence"),
    [
        ("draft-idle", [], "Enter at least one number."),
        ("draft-idle", [0], "Enter whole numbers from 1 to 60."),
        ("draft-idle", [3, 5], "Enter one number."),
        ("needs-information", [3, 3], "Enter each number once."),
        ("commitment", [-61], "Enter whole numbers from -60 to 365."),
    ],
)
def test_days_that_make_no_sense_are_refused_with_a_sentence(rows, slug, days, sentence):
    row = ReminderDays(slug=slug, days=days)
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert refused.value.message_dict == {"days": [sentence]}


def test_an_administrator_edits_them(rows, client_of, adam_admin):
    client = client_of(adam_admin)
    listed = client.get("/admin/notifications/reminderdays/")
    assert "Business days after a draft last changed." in listed.content.decode()
    path = "/admin/notifications/reminderdays/needs-information/change/"
    assert "Enter each number once." in client.post(path, {"days": "3, 3"}).content.decode()
    assert client.post(path, {"days": "12, 2"}).status_code == 302
    assert ReminderDays.objects.of(schedules.schedule_of("needs-information")) == (2, 12)
    assert client.get("/admin/notifications/reminderdays/add/").status_code == 403


def test_the_next_run_uses_them(rows, riverton, lee_liaison, cora_coordinator):
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(
            site=riverton, author=lee_liaison, awaiting=True, review_asked_at=MONDAY
        )

    def reminded() -> int:
        (fired,) = [each for each in reminders.run(NOON) if each.slug == "update-awaiting-review"]
        assert fired.error == ""
        return fired.new

    assert reminded() == 0
    ReminderDays.objects.filter(slug="update-awaiting-review").update(days=[1])
    assert [reminded(), reminded()] == [1, 0]


def test_a_schedule_keeps_its_own_rule():
    with pytest.raises(ValueError, match="Enter each number once"):
        declare(Schedule(slug="broken", default=(3, 3), meaning="Days."))
    twin = Schedule(slug="draft-idle", default=(9,), meaning="Days.")
    with pytest.raises(ValueError, match="already declared"):
        declare(twin)


def test_steps_keep_the_names_that_the_ledger_knows():
    assert [name for name, _ in before_or_after((-5, 0, 5))] == ["late-5", "due", "ahead"]
    assert [name for name, _ in before_or_after((-10, -3, 0))] == ["due", "ahead-3", "ahead-10"]
    named = before_or_after((-14, 0, 7), ahead="soon", late="late")
    assert named == [("late", 7), ("due", 0), ("soon", -14)]
