import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from foundation import outbox
from foundation.outbox.management.commands import drain_outbox
from foundation.outbox.models import Message
from foundation.outbox.worker import Drained

pytestmark = pytest.mark.django_db


def test_draining_by_hand_tells_what_it_did(planted):
    planted.failures = 1
    for n in range(3):
        outbox.emit("tests.note", key=f"k{n}", payload={"id": n})
    told = StringIO()
    call_command("drain_outbox", stdout=told)
    assert told.getvalue() == "done 2, to retry 1, failed 0\n"


def test_draining_by_hand_stops_at_its_limit(planted):
    for n in range(3):
        outbox.emit("tests.note", key=f"k{n}", payload={"id": n})
    call_command("drain_outbox", "--limit", "2", stdout=StringIO())
    assert Message.objects.queued().count() == 1


def test_draining_forever_waits_for_a_lost_database_and_ends_when_told(monkeypatch):
    stop, rounds = threading.Event(), []

    def drain(**_: object) -> Drained:
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError
        if len(rounds) == 3:
            stop.set()
        return Drained(exhausted=len(rounds) > 2)

    monkeypatch.setattr(drain_outbox, "drain", drain)
    monkeypatch.setattr(drain_outbox, "EVERY", 0.001)
    monkeypatch.setattr(drain_outbox.connection, "close", lambda: None)
    told = StringIO()
    drain_outbox.Command(stderr=told)._forever(stop)
    assert len(rounds) == 3
    assert "The database is unavailable" in told.getvalue()
