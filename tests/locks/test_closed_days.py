"""A day that is closed while a clock starts: whoever is first, the clock is counted with it."""

from datetime import UTC, date, datetime

import pytest

from foundation.calendars import clock
from foundation.calendars.models import ClosedDay
from foundation.tenancy.context import acting_atomic
from tta_requests.actions import clocks
from tta_requests.enums import ClockKind
from tta_requests.models import Clock

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
WEDNESDAY = date(2026, 12, 2)


@pytest.fixture(autouse=True)
def monday():
    """Freeze the clock on a Monday, in both threads."""
    with clock.frozen(MONDAY_10, every_thread=True):
        yield


@pytest.fixture
def lapse():
    """Close a day; return how, and open it again after the test."""

    def close() -> None:
        with acting_atomic("system:demo"):
            ClosedDay.objects.create(
                date=WEDNESDAY, name="Lapse", short_name="Lapse", kind="closure", source="Test"
            )

    yield close
    ClosedDay.objects.filter(date=WEDNESDAY).delete()


@pytest.fixture
def started(world):
    """Start a clock; return how, and remove it after the test."""

    def start() -> None:
        with acting_atomic("system:demo"):
            clocks.start(world.sent, ClockKind.SCOPE)

    yield start
    with acting_atomic("system:demo"):
        Clock.objects.of_request(world.sent.pk).of_kind(ClockKind.SCOPE).delete()


def due(world):
    with acting_atomic("system:demo"):
        return Clock.objects.of_request(world.sent.pk).of_kind(ClockKind.SCOPE).get().due_at


def test_a_day_waits_for_the_clock_that_was_counted_without_it(
    world, second, started, lapse, drain
):
    outcome = second.race(hold=started, end=lambda _: None, act=lapse)
    assert (outcome.waited, outcome.error) == (True, None)
    before = due(world)
    drain()
    assert due(world) > before


def test_a_clock_waits_for_the_day_that_is_not_committed(world, second, started, lapse, drain):
    outcome = second.race(hold=lapse, end=lambda _: None, act=started)
    assert (outcome.waited, outcome.error) == (True, None)
    before = due(world)
    drain()
    assert due(world) == before
