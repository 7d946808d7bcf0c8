"""What only committed rows and several connections can show."""

from threading import Event, Thread

import pytest
from django.db import Error, connection

from foundation import outbox
from foundation.outbox import registry
from foundation.outbox.models import Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic

pytestmark = pytest.mark.django_db(transaction=True)


def emit(*numbers: int) -> None:
    with acting_atomic("system:outbox"):
        outbox.emit_many("tests.note", [(f"k{n}", {"id": n}) for n in numbers])


def test_a_row_in_hand_is_passed_over_and_the_next_is_done(planted):
    inside, go_on, seen = Event(), Event(), []

    def slow_with_the_first(payload: registry.Payload) -> None:
        seen.append(payload["id"])
        if payload["id"] == 1:
            inside.set()
            assert go_on.wait(20)

    def drain_elsewhere() -> None:
        drain(limit=1)
        connection.close()

    registry._handlers["tests.note"] = slow_with_the_first
    emit(1, 2)
    other = Thread(target=drain_elsewhere)
    other.start()
    assert inside.wait(20)
    here = drain()
    go_on.set()
    other.join(20)
    assert (here.done, here.exhausted, seen) == (1, True, [1, 2])
    assert Message.objects.filter(state="done").count() == 2


def test_the_same_key_from_two_transactions_is_one_row(planted):
    counts: list[int] = []

    def elsewhere() -> None:
        with acting_atomic("system:outbox"):
            counts.append(outbox.emit_many("tests.note", [("k", {"id": 2})]))
        connection.close()

    with acting_atomic("system:outbox"):
        counts.append(outbox.emit_many("tests.note", [("k", {"id": 1})]))
        other = Thread(target=elsewhere)
        other.start()
        other.join(0.3)
        assert other.is_alive()
    other.join(20)
    assert (counts, [row.payload for row in Message.objects.all()]) == ([1, 0], [{"id": 1}])


def test_a_connection_lost_in_a_handler_leaves_the_row_as_it_was(planted):
    def cuts_its_own_line(payload: registry.Payload) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    registry._handlers["tests.note"] = cuts_its_own_line
    emit(1)
    with pytest.raises(Error, match="closed"):
        drain()
    connection.close()
    row = Message.objects.get()
    assert (row.state, row.attempts) == ("queued", 0)
    registry._handlers["tests.note"] = planted
    assert drain().done == 1
