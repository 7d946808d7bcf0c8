from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.calendars import holidays, reference
from foundation.calendars.federal import holidays_of
from foundation.calendars.models import ClosedDay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_anew():
    holidays.forget()
    yield
    holidays.forget()


def test_the_file_holds_seven_years_of_holidays_and_four_closures():
    kinds = [day.kind for day in reference.read()]
    assert (kinds.count("holiday"), kinds.count("closure")) == (77, 4)


def test_the_rules_agree_with_the_file():
    shipped = {
        (day.date, day.name, day.short_name, day.observed_for or day.date)
        for day in reference.read()
        if day.kind == "holiday"
    }
    assert shipped == {
        (holiday.observed, holiday.name, holiday.short, holiday.day)
        for year in range(2024, 2031)
        for holiday in holidays_of(year)
    }


def test_every_day_names_its_source():
    assert all(day.source for day in reference.read())


def test_a_holiday_of_one_city_is_not_shipped():
    assert "Inauguration" not in "".join(day.name for day in reference.read())


def test_loading_again_changes_nothing():
    ClosedDay.objects.all().delete()
    first = reference.load()
    assert first == {"shipped": 202, "added": 202, "changed": 0}
    assert reference.load() == {"shipped": 202, "added": 0, "changed": 0}


def test_loading_mends_a_shipped_day_and_keeps_an_added_one():
    reference.load()
    ClosedDay.objects.filter(date=date(2026, 11, 26)).update(name="Turkey Day")
    lapse = ClosedDay.objects.create(
        date=date(2026, 10, 1), name="Lapse", short_name="Lapse", kind="closure", source="P.L."
    )
    assert reference.load()["changed"] == 1
    assert ClosedDay.objects.get(date=date(2026, 11, 26)).name == "Thanksgiving Day"
    lapse.refresh_from_db()


def test_the_calendar_of_a_zone_knows_the_closed_days():
    reference.load()
    friday = datetime(2026, 11, 20, 22, 50, tzinfo=UTC)
    calendar = holidays.calendar_for("America/Chicago")
    assert calendar.add_days(friday, 4) == datetime(2026, 11, 27, 23, tzinfo=UTC)


def test_calendars_share_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        holidays.calendar_for("America/Chicago")
        holidays.calendar_for("America/Denver")


def test_a_new_closure_counts_at_once():
    reference.load()
    calendar = holidays.calendar_for("America/Chicago")
    monday = datetime(2026, 11, 23, 16, tzinfo=UTC)
    ClosedDay.objects.create(
        date=date(2026, 11, 24), name="Storm", short_name="Storm", kind="closure", source="OPM"
    )
    later = holidays.calendar_for("America/Chicago")
    assert later.add_days(monday, 1) - calendar.add_days(monday, 1) == timedelta(days=1)
