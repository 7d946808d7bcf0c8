from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foundation.calendars import sentences
from foundation.calendars.business_time import Allowance, BusinessCalendar
from tests.calendars.reference import CLOSED


def due(zone: str, start: str, allowance: Allowance) -> str:
    calendar = BusinessCalendar(zone, CLOSED)
    begun = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    return sentences.due_text(
        calendar, start=begun, due=calendar.add(begun, allowance), allowance=allowance
    )


@pytest.mark.parametrize(
    ("zone", "start", "allowance", "text"),
    [
        (
            "America/Chicago",
            "2026-11-25 18:00",
            Allowance(days=2),
            "due Tue Dec 1, 5 pm CT (2 business days; Thanksgiving skipped)",
        ),
        (
            "America/Chicago",
            "2026-11-25 16:00",
            Allowance(days=2),
            "due Mon Nov 30, 5 pm CT (2 business days; Thanksgiving skipped)",
        ),
        (
            "America/Denver",
            "2026-11-20 16:50",
            Allowance(hours=4),
            "due Mon Nov 23, 12:50 pm MT (4 business hours)",
        ),
        (
            "America/New_York",
            "2027-12-30 10:00",
            Allowance(days=1),
            "due Mon Jan 3, 2028, 5 pm ET (1 business day; New Year's Day skipped)",
        ),
        (
            "America/Anchorage",
            "2025-12-23 10:00",
            Allowance(days=1),
            "due Mon Dec 29, 5 pm AKT (1 business day; Christmas Eve closure, Christmas Day, and Day after Christmas closure skipped)",
        ),
    ],
)
def test_due_says_when_and_how_it_was_counted(zone, start, allowance, text):
    assert due(zone, start, allowance) == text


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("America/Chicago", "CT"),
        ("America/Denver", "MT"),
        ("America/Phoenix", "MT"),
        ("America/New_York", "ET"),
        ("America/Los_Angeles", "PT"),
        ("America/Anchorage", "AKT"),
        ("Pacific/Honolulu", "HT"),
        ("America/Puerto_Rico", "AT"),
        ("Pacific/Guam", "ChT"),
        ("UTC", "UTC"),
    ],
)
@pytest.mark.parametrize("month", [1, 7])
def test_zones_have_one_name_the_year_round(zone, text, month):
    assert sentences.zone_text(datetime(2026, month, 1, tzinfo=ZoneInfo(zone))) == text


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(hours=12, minutes=50), "1 day 4 h 50 min left"),
        (timedelta(hours=16), "2 days left"),
        (timedelta(hours=8, minutes=5), "1 day 5 min left"),
        (timedelta(hours=1, minutes=25, seconds=59), "1 h 25 min left"),
        (timedelta(seconds=59), "less than 1 min left"),
        (timedelta(), "less than 1 min left"),
        (-timedelta(hours=3, minutes=20), "3 h 20 min over"),
        (-timedelta(hours=8), "1 day over"),
    ],
)
def test_time_left_counts_days_of_eight_hours(span, text):
    assert sentences.left_text(span) == text


@pytest.mark.parametrize(
    ("hour", "minute", "text"),
    [(0, 0, "12 am"), (9, 5, "9:05 am"), (12, 0, "12 pm"), (17, 10, "5:10 pm")],
)
def test_times_read_as_people_say_them(hour, minute, text):
    assert sentences.time_text(datetime(2026, 1, 1, hour, minute, tzinfo=ZoneInfo("UTC"))) == text


def test_an_instant_is_told_in_the_sites_time():
    calendar = BusinessCalendar("America/Denver", CLOSED)
    instant = datetime(2026, 11, 25, 17, 20, tzinfo=ZoneInfo("UTC"))
    assert sentences.instant_text(calendar, instant) == "Wed Nov 25, 10:20 am MT"
