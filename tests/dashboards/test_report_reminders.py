"""Reminders of reports: on the days of PRODUCT section 7, until the report is frozen."""

from datetime import UTC, datetime

import pytest

from dashboards.actions import reports
from dashboards.enums import Period
from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.tenancy.context import acting_atomic

pytestmark = pytest.mark.django_db


def due(kind, *day):
    """Return period and step of what is due on a day at noon in Washington."""
    now = datetime(*day, 17, 0, tzinfo=UTC)
    with clock.frozen(now), acting_atomic("system:reminders"):
        return [(each.key, each.step) for each in reminders.kinds()[kind]().due(now)]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ((2027, 1, 9), []),
        ((2027, 1, 10), [("2026-h2", "20")]),
        ((2027, 1, 24), [("2026-h2", "20")]),
        ((2027, 1, 25), [("2026-h2", "5")]),
        ((2027, 1, 31), [("2026-h2", "5")]),
        ((2027, 3, 2), []),
        ((2026, 7, 10), [("2026-h1", "20")]),
        ((2026, 7, 25), [("2026-h1", "5")]),
    ],
)
def test_the_half_year_is_due_on_the_thirtieth(mona_manager, day, found):
    assert due("semi-annual-report", *day) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ((2026, 9, 30), []),
        ((2026, 10, 1), [("2026-q3", "14")]),
        ((2026, 10, 10), [("2026-q3", "5")]),
        ((2026, 11, 15), []),
    ],
)
def test_highlights_are_due_on_the_fifteenth(mona_manager, day, found):
    assert due("quarterly-highlights", *day) == found


def test_a_frozen_report_is_not_reminded_of(mona_manager):
    with (
        clock.frozen(datetime(2027, 1, 12, 17, 0, tzinfo=UTC)),
        acting_atomic(f"user:{mona_manager.pk}"),
    ):
        period = Period.named("2026-h2")
        assert period
        reports.freeze(period, by=resolve(mona_manager))
    assert due("semi-annual-report", 2027, 1, 25) == []
