"""The closed days that a process keeps for a while: a change counts at once, and again when it is committed."""

import time
from datetime import date

import pytest

from foundation.calendars import holidays
from foundation.calendars.models import ClosedDay

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


def test_days_that_were_read_before_a_change_is_committed_are_forgotten_then(
    django_capture_on_commit_callbacks,
):
    before = holidays.closed_days()
    assert DAY not in before
    with django_capture_on_commit_callbacks(execute=True):
        made = ClosedDay.objects.create(date=DAY, name="Lapse", short_name="Lapse", kind="closure")
        assert DAY in holidays.closed_days()
        # What another thread reads until then.
        holidays._kept = holidays._Kept(float("inf"), before, {})
    assert DAY in holidays.closed_days()
    with django_capture_on_commit_callbacks(execute=True):
        made.delete()
        assert DAY not in holidays.closed_days()


def test_a_change_made_elsewhere_counts_within_half_a_minute(monkeypatch):
    now = time.monotonic()
    assert DAY not in holidays.closed_days()
    ClosedDay.objects.bulk_create(
        [ClosedDay(date=DAY, name="Lapse", short_name="Lapse", kind="closure")]
    )
    monkeypatch.setattr(holidays.time, "monotonic", lambda: now + 29)
    assert DAY not in holidays.closed_days()
    monkeypatch.setattr(holidays.time, "monotonic", lambda: now + 31)
    assert DAY in holidays.closed_days()


def test_a_calendar_is_made_again_only_when_a_day_changed():
    before = holidays.calendar_now("America/Chicago")
    assert holidays.calendar_now("America/Chicago") is before
    ClosedDay.objects.bulk_create(
        [ClosedDay(date=DAY, name="Lapse", short_name="Lapse", kind="closure")]
    )
    assert before.is_open(DAY)
    assert not holidays.calendar_now("America/Chicago").is_open(DAY)
