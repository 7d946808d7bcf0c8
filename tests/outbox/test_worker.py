from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from foundation import outbox
from foundation.calendars import clock
from foundation.outbox import actions, registry, worker
from foundation.outbox.health import is_late, oldest_due_age
from foundation.outbox.models import Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import principal

pytestmark = pytest.mark.django_db


def emit(n: int, **how: object) -> None:
    outbox.emit("tests.note", key=f"k{n}", payload={"id": n}, **how)  # type: ignore[arg-type] -- a shorthand


def test_a_due_row_is_handled_once(planted):
    emit(1)
    assert drain().done == 1
    assert drain().handled == 0
    row = Message.objects.get()
    assert (planted.seen, row.state, row.attempts) == ([{"id": 1}], "done", 1)
    assert row.done_at is not None


def test_a_row_waits_for_its_time(planted):
    emit(1, due=clock.now() + timedelta(minutes=5))
    assert drain().exhausted
    with clock.shifted(timedelta(minutes=5)):
        assert drain().done == 1


def test_an_expedited_row_overtakes_five_thousand_digests(planted):
    outbox.emit_many(
        "tests.note",
        [(f"digest{n}", {"id": n}) for n in range(5000)],
        lane=outbox.Lane.BULK,
        due=clock.now() - timedelta(hours=1),
    )
    emit(-1, lane=outbox.Lane.NORMAL)
    emit(-2, lane=outbox.Lane.EXPEDITED)
    drain(limit=3)
    assert planted.seen == [{"id": -2}, {"id": -1}, {"id": 0}]


def test_within_a_lane_the_earliest_due_goes_first(planted):
    now = clock.now()
    emit(1, due=now - timedelta(minutes=1))
    emit(2, due=now - timedelta(minutes=2))
    emit(3, due=now - timedelta(minutes=2))
    drain()
    assert planted.seen == [{"id": 2}, {"id": 3}, {"id": 1}]


def test_slower_lanes_can_be_left_alone(planted):
    emit(1, lane=outbox.Lane.BULK)
    assert drain(lane=outbox.Lane.NORMAL).handled == 0


@pytest.mark.django_db(transaction=True)
def test_the_claim_reads_the_index_of_waiting_rows(planted):
    with transaction.atomic():
        outbox.emit_many("tests.note", [(f"k{n}", {"id": n}) for n in range(3000)])
    # PostgreSQL passes over an ANALYZE by anybody but the table's owner, with a warning only.
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE outbox_message")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'outbox_message'")
        assert cursor.fetchone() == (3000,)
        cursor.execute(f"EXPLAIN {worker._CLAIM}", [clock.now(), 90, ["tests.letter"]])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "outbox_next" in plan
    assert "Sort" not in plan


def test_a_failing_row_is_tried_again_later_and_says_why(planted):
    planted.failures = 1
    emit(1)
    assert drain().failed == 1
    row = Message.objects.get()
    assert (row.state, row.attempts) == ("queued", 1)
    assert "the printer is on fire" in row.last_error
    assert row.due_at > clock.now()
    with clock.shifted(timedelta(seconds=3)):
        assert drain().done == 1
    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == ("done", 2, "")


def test_what_a_failing_handler_wrote_is_gone(planted):
    def writes_then_fails(payload: registry.Payload) -> None:
        Message.objects.create(
            kind="x", key="stray", payload={}, due_at=clock.now(), created_at=clock.now()
        )
        raise RuntimeError

    registry._handlers["tests.note"] = writes_then_fails
    emit(1)
    drain()
    assert not Message.objects.filter(key="stray").exists()


def test_a_broken_statement_in_a_handler_costs_only_its_row(planted):
    def breaks(payload: registry.Payload) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    registry._handlers["tests.note"] = breaks
    emit(1)
    emit(2)
    assert drain().failed == 2


def test_a_row_nobody_handles_any_more_fails_like_any_other(planted):
    emit(1)
    registry.forget("tests.note")
    assert drain().failed == 1
    assert "No @outbox.handler" in Message.objects.get().last_error


def test_after_ten_failures_a_row_is_given_up_and_can_be_replayed(planted):
    planted.failures = worker.ATTEMPTS
    emit(1)
    Message.objects.update(attempts=worker.ATTEMPTS - 1)
    assert drain().dead == 1
    row = Message.objects.get()
    assert row.state == "dead"
    planted.failures = 0
    assert actions.replay([row.pk]) == 1
    assert drain().done == 1


def test_only_rows_given_up_are_replayed(planted):
    emit(1)
    drain()
    assert actions.replay([Message.objects.get().pk]) == 0


def test_one_bad_row_does_not_hold_up_the_next(planted):
    planted.failures = 1
    emit(1)
    emit(2)
    tally = drain()
    assert (tally.failed, tally.done) == (1, 1)


def test_strict_draining_lets_the_error_through(planted):
    planted.failures = 1
    emit(1)
    with pytest.raises(RuntimeError, match="on fire"):
        drain(strict=True)
    assert Message.objects.get().attempts == 0


def test_a_handler_acts_as_the_outbox():
    seen: list[str | None] = []
    outbox.handler("tests.who")(lambda _: seen.append(principal()))
    outbox.emit("tests.who", key="k", payload={})
    drain(strict=True)
    registry.forget("tests.who")
    assert seen == ["system:outbox"]


def test_a_handler_may_emit_what_follows():
    @outbox.handler("tests.first")
    def first(payload: registry.Payload) -> None:
        outbox.emit("tests.second", key="second", payload=payload)

    seen: list[object] = []
    outbox.handler("tests.second")(seen.append)
    outbox.emit("tests.first", key="first", payload={"id": 7})
    assert drain(strict=True).done == 2
    registry.forget("tests.first")
    registry.forget("tests.second")
    assert seen == [{"id": 7}]


def test_draining_stops_at_its_limit_and_says_that_more_may_wait(planted):
    for n in range(3):
        emit(n)
    tally = drain(limit=2)
    assert (tally.done, tally.exhausted) == (2, False)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 2), (2, 4), (5, 32), (20, 3600)])
def test_pauses_double_up_to_an_hour(attempts, seconds):
    pauses = {worker.pause_after(attempts).total_seconds() for _ in range(50)}
    assert all(0.8 * seconds <= pause <= 1.2 * seconds for pause in pauses)
    assert len(pauses) > 1


def test_the_age_of_the_oldest_due_row_raises_the_alarm(planted):
    assert oldest_due_age() == timedelta()
    now = clock.now()
    with clock.frozen(now):
        emit(1, due=now - timedelta(minutes=3))
        emit(2, due=now + timedelta(minutes=3))
        assert oldest_due_age() == timedelta(minutes=3)
        assert is_late()
        drain()
        assert oldest_due_age() == timedelta()


def test_done_rows_are_purged_after_thirty_days_and_others_stay(planted):
    planted.failures = 1
    emit(1)
    emit(2)
    drain()
    with clock.shifted(timedelta(days=29)):
        assert actions.purge() == 0
    with clock.shifted(timedelta(days=31)):
        assert actions.purge() == 1
    assert [row.state for row in Message.objects.all()] == ["queued"]
