"""Times as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.zones import zone_name
from tests.ui.samples import NOW


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_pictures():
    with clock.frozen(NOW):
        yield


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/Denver", "Fri Nov 27, 3:10 pm MT"),
        ("America/New_York", "Fri Nov 27, 5:10 pm ET"),
        ("Pacific/Honolulu", "Fri Nov 27, 12:10 pm HT"),
        ("UTC", "Fri Nov 27, 10:10 pm UTC"),
    ],
)
def test_moment_is_told_in_the_zone_asked_for(zone, expected):
    assert dates.when(datetime(2026, 11, 27, 22, 10, tzinfo=UTC), zone) == expected


@pytest.mark.parametrize(
    ("zone", "word"),
    [
        ("America/Chicago", "CT"),
        ("America/Denver", "MT"),
        ("America/Phoenix", "MT"),
        ("America/New_York", "ET"),
        ("America/Los_Angeles", "PT"),
        ("America/Anchorage", "AKT"),
        ("Pacific/Honolulu", "HT"),
        ("America/Puerto_Rico", "AT"),
        ("UTC", "UTC"),
    ],
)
@pytest.mark.parametrize("month", [1, 7])
def test_zones_have_one_name_the_year_round(zone, word, month):
    assert dates.zone_word(datetime(2026, month, 1, tzinfo=ZoneInfo(zone))) == word


def test_year_is_told_when_it_is_not_this_one():
    assert dates.day(date(2027, 2, 1)) == "Mon Feb 1, 2027"


def test_one_instant_has_two_days():
    instant = datetime(2026, 11, 28, 3, tzinfo=UTC)
    days = [dates.week_day(instant.astimezone(ZoneInfo(zone))) for zone in ("UTC", "US/Pacific")]
    assert days == ["Sat Nov 28", "Fri Nov 27"]


def test_midnight_is_twelve():
    assert dates.time_of_day(datetime(2026, 1, 1, 0, 5, tzinfo=UTC)) == "12:05 am"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (770, "1 day 4 h 50 min"),
        (25, "25 min"),
        (0, "0 min"),
        (960, "2 days"),
        (-200, "3 h 20 min"),
    ],
)
def test_business_minutes_in_words(minutes, words):
    assert dates.business_duration(minutes) == words


def test_tag_marks_the_machine_readable_moment(text):
    html = text(
        '{% when at "America/Denver" zone=False %}', at=datetime(2026, 11, 27, 22, 10, tzinfo=UTC)
    )
    assert html == '<time datetime="2026-11-27T22:10:00+00:00">Fri Nov 27, 3:10 pm</time>'


def test_tag_is_silent_without_a_moment(text):
    assert text("{% when none %}", none=None) == ""


def test_a_zone_is_named_as_people_say_it():
    assert zone_name("America/Denver") == "Mountain time"
    assert zone_name("America/Indiana/Tell_City") == "America/Indiana/Tell City"
