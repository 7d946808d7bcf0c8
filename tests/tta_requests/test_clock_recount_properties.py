"""Whatever is paused, closed, opened, and replaced before the worker comes: a clock gives the time that it was started with."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from foundation.calendars import clock, holidays
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.models import ClosedDay
from tta_requests.actions import clocks, triage
from tta_requests.enums import PauseReason

pytestmark = pytest.mark.django_db

MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
ZONE = "America/Chicago"
DAYS = [date(2026, 12, day) for day in (1, 2, 3, 4, 7, 8, 9, 10)]
# From Monday, 10:00, to the end of the second business day.
GIVEN = timedelta(hours=23)
STEPS = ["pause", "hold", "go on", "release", "close", "close", "open", "replace", "work"]
REASONS = {
    "pause": PauseReason.SUSPENDED,
    "go on": PauseReason.SUSPENDED,
    "hold": PauseReason.ON_HOLD,
    "release": PauseReason.ON_HOLD,
}


class Days:
    """A decision's clock on some days of many changes."""

    def __init__(self, tta_request, drain: Callable[[], None], random: Random) -> None:
        self.tta_request, self.drain, self.random = tta_request, drain, random
        self.reasons: set[PauseReason] = set()
        self.pauses: list[tuple[datetime, datetime]] = []
        self.since = MONDAY_10

    def take(self, step: str) -> None:
        """Take one step now, if it can be taken."""
        ahead = clock.today(ZONE)
        closed = dict(ClosedDay.objects.values_list("date", "name"))
        match step:
            case "pause" | "hold":
                self.pause(REASONS[step])
            case "go on" | "release":
                self.resume(REASONS[step])
            case "close" if free := [day for day in DAYS if day > ahead and day not in closed]:
                day = self.random.choice(free)
                ClosedDay.objects.create(
                    date=day, name="Lapse", short_name="Lapse", kind="closure", source="Test"
                )
            case "open" if lapses := [d for d in DAYS if d > ahead and closed.get(d) == "Lapse"]:
                ClosedDay.objects.get(date=self.random.choice(lapses)).delete()
            case "replace":
                clocks.rebase(self.tta_request)
            case "work":
                self.drain()

    def pause(self, why: PauseReason) -> None:
        clocks.pause(self.tta_request, why)
        self.since = self.since if self.reasons else clock.now()
        self.reasons.add(why)

    def resume(self, why: PauseReason) -> None:
        clocks.resume(self.tta_request, why)
        if self.reasons == {why}:
            self.pauses.append((self.since, clock.now()))
        self.reasons.discard(why)


@pytest.mark.parametrize("seed", range(8))
def test_no_time_is_lost_or_given_twice(
    seed, sent_by, dana_of_riverton, riverton, cora_coordinator, act, drain, clocks_of
):
    random = Random(seed)  # noqa: S311 -- repeatable, no secret
    with clock.frozen(MONDAY_10), act(cora_coordinator) as by:
        tta_request = triage.acknowledge(sent_by(dana_of_riverton, riverton), by=by)
        drain()
    days, at = Days(tta_request, drain, random), MONDAY_10
    for step in random.choices(STEPS, k=random.randint(6, 16)):
        at += timedelta(minutes=random.choice([1, 7, 30, 61, 120, 300]))
        with clock.frozen(at), act(cora_coordinator):
            days.take(step)
    with clock.frozen(at + timedelta(minutes=1)):
        with act(cora_coordinator):
            for why in tuple(days.reasons):
                days.resume(why)
        drain()
    holidays.forget()
    calendar = BusinessCalendar(ZONE, holidays.closed_days())
    due = clocks_of(tta_request)["triage-decision"].due_at
    paused = sum((calendar.elapsed(*pause) for pause in days.pauses), timedelta())
    assert abs(calendar.elapsed(MONDAY_10, due) - paused - GIVEN) < timedelta(seconds=1)
