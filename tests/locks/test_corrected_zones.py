"""A site's time zone that is corrected while a clock starts: whoever is first, the right zone counts it."""

from datetime import UTC, datetime

import pytest

from foundation.calendars import clock
from foundation.calendars.business_time import BusinessCalendar
from foundation.tenancy.context import acting_atomic
from sites.models import Site
from tta_requests.actions import clock_rungs, clocks, transitions
from tta_requests.enums import ClockKind
from tta_requests.models import Clock

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
DENVER = "America/Denver"


@pytest.fixture(autouse=True)
def monday():
    """Freeze the clock on a Monday, in both threads."""
    with clock.frozen(MONDAY_10, every_thread=True):
        yield


@pytest.fixture
def corrected(world):
    """Correct the site's zone; return how, and put it back after the test."""
    was = world.site.time_zone

    def correct(zone: str = DENVER) -> None:
        with acting_atomic("system:demo"):
            site = Site.objects.get(pk=world.site.pk)
            site.time_zone = zone
            site.save(update_fields=["time_zone"])

    yield correct
    correct(was)


@pytest.fixture
def started(world):
    """Start a clock in a step on the request; return how, and remove it after the test."""

    def start() -> None:
        with acting_atomic("system:demo"):
            clocks.start(transitions.locked(world.sent.pk), ClockKind.SCOPE)

    yield start
    with acting_atomic("system:demo"):
        Clock.objects.of_request(world.sent.pk).of_kind(ClockKind.SCOPE).delete()


def is_counted_in(zone: str, world) -> bool:
    with acting_atomic("system:demo"):
        found = Clock.objects.of_request(world.sent.pk).of_kind(ClockKind.SCOPE).get()
    counted = BusinessCalendar(zone, {}).add(MONDAY_10, clock_rungs.allowance(found))
    return found.due_at == counted


def test_a_correction_waits_for_the_step_that_starts_a_clock(world, second, started, corrected):
    outcome = second.race(hold=started, end=lambda _: None, act=corrected)
    assert (outcome.waited, outcome.error) == (True, None)
    assert is_counted_in(DENVER, world)


def test_a_step_waits_for_the_correction(world, second, started, corrected):
    outcome = second.race(hold=corrected, end=lambda _: None, act=started)
    assert (outcome.waited, outcome.error) == (True, None)
    assert is_counted_in(DENVER, world)
