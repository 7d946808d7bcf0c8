import threading

import pytest
from django.db import OperationalError

from foundation import outbox
from foundation.outbox import relay, tasks
from foundation.outbox.models import Message
from foundation.outbox.relay import MAX_OUTSTANDING, PATIENCE, Relay
from foundation.outbox.worker import Drained, drain

pytestmark = pytest.mark.django_db


class Bell:
    """A broker that counts, and is away when told."""

    def __init__(self) -> None:
        self.rings = 0
        self.away = False

    def outstanding(self) -> int:
        if self.away:
            raise ConnectionError
        return self.rings

    def ring(self) -> None:
        self.rings += 1


class Watch:
    """A stopwatch turned by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def bell():
    return Bell()


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def due_row(planted):
    outbox.emit("tests.note", key="k", payload={"id": 1})


def test_without_due_rows_nobody_is_rung(bell):
    assert Relay(bell).tick() == "idle"
    assert bell.rings == 0


def test_a_due_row_rings(bell, due_row):
    assert Relay(bell).tick() == "rang"
    assert bell.rings == 1


def test_rings_nobody_answers_stay_few(bell, due_row):
    told = [Relay(bell).tick() for _ in range(10)]
    assert told == ["rang"] * MAX_OUTSTANDING + ["enough"] * (10 - MAX_OUTSTANDING)


def test_a_broker_that_stays_away_is_replaced_after_five_seconds(bell, due_row, watch):
    bell.away = True
    here = Relay(bell, work=drain, monotonic=watch)
    assert here.tick() == "away"
    watch.now += PATIENCE - 0.1
    assert here.tick() == "away"
    watch.now += 0.2
    assert here.tick() == "worked"
    assert Message.objects.get().state == "done"


def test_a_broker_that_comes_back_is_rung_again_and_waited_for_anew(bell, due_row, watch):
    bell.away = True
    here = Relay(bell, work=lambda: None, monotonic=watch)
    here.tick()
    watch.now += PATIENCE
    assert here.tick() == "worked"
    bell.away = False
    assert here.tick() == "rang"
    bell.away = True
    assert here.tick() == "away"


def test_an_absent_broker_is_logged_once(bell, due_row, watch, caplog):
    bell.away = True
    here = Relay(bell, work=lambda: None, monotonic=watch)
    for _ in range(5):
        here.tick()
    assert [record.message for record in caplog.records] == [
        "the broker is unavailable (ConnectionError); rows are waiting"
    ]


def test_a_lost_database_is_waited_for(bell, monkeypatch):
    stop, looks = threading.Event(), []

    def look() -> bool:
        looks.append(1)
        if len(looks) < 3:
            raise OperationalError
        stop.set()
        return False

    monkeypatch.setattr(relay, "EVERY", 0.001)
    monkeypatch.setattr(relay, "anything_due", look)
    monkeypatch.setattr(relay.connection, "close", lambda: None)
    Relay(bell).run(stop)
    assert len(looks) == 3


@pytest.mark.parametrize(("exhausted", "rings"), [(True, 0), (False, 1)])
def test_a_worker_rings_again_only_when_more_waits(monkeypatch, exhausted, rings):
    rung = []
    monkeypatch.setattr(tasks, "drain", lambda **_: Drained(exhausted=exhausted))
    monkeypatch.setattr(tasks.ring, "apply_async", lambda **how: rung.append(how))
    tasks.ring()
    assert len(rung) == rings


def test_tidying_deletes_what_is_old(planted, due_row):
    drain()
    tasks.tidy()
    assert Message.objects.count() == 1
