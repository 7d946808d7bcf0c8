from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from foundation.calendars import clock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_now_is_aware_and_utc():
    assert clock.now().tzinfo is UTC


def test_frozen_clock_stands_still_and_is_released():
    with clock.frozen(NOON):
        assert clock.now() == clock.now() == NOON
    assert clock.now() != NOON


def test_frozen_clock_is_given_back_after_an_error():
    with pytest.raises(KeyError), clock.frozen(NOON):
        raise KeyError
    assert clock.now() != NOON


def test_naive_instant_is_refused():
    with pytest.raises(ValueError, match="no time zone"), clock.frozen(NOON.replace(tzinfo=None)):
        pass


def test_shift_adds_to_what_the_clock_would_read():
    with clock.frozen(NOON), clock.shifted(timedelta(days=2)), clock.shifted(timedelta(hours=-1)):
        assert clock.now() == NOON + timedelta(days=2, hours=-1)


def test_shift_to_runs_on():
    with clock.shift_to(NOON):
        first = clock.now()
        assert NOON <= first < NOON + timedelta(seconds=5)
        assert clock.now() >= first


def test_today_is_the_day_in_the_zone():
    with clock.frozen(datetime(2026, 1, 1, 4, tzinfo=UTC)):
        assert clock.today("America/Chicago") == date(2025, 12, 31)
        assert clock.today("UTC") == date(2026, 1, 1)


def _read_in_thread() -> datetime:
    seen: list[datetime] = []
    thread = Thread(target=lambda: seen.append(clock.now()))
    thread.start()
    thread.join()
    return seen[0]


def test_override_stays_in_its_own_context():
    with clock.frozen(NOON):
        assert _read_in_thread() != NOON


def test_every_thread_sees_a_shared_override_until_it_ends():
    with clock.frozen(NOON, every_thread=True):
        assert _read_in_thread() == NOON
    assert _read_in_thread() != NOON
