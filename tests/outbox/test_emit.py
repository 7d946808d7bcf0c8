from datetime import timedelta

import pytest
from django.db import transaction

from foundation import outbox
from foundation.calendars import clock
from foundation.outbox.models import Message
from foundation.outbox.registry import UnknownKind

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses(planted):
    with pytest.raises(transaction.TransactionManagementError, match="belongs in the transaction"):
        outbox.emit("tests.note", key="k", payload={"id": 1})


def test_a_row_waits_with_what_it_was_given(planted):
    later = clock.now() + timedelta(hours=1)
    assert outbox.emit(
        "tests.note", key="k", payload={"id": 1}, due=later, lane=outbox.Lane.EXPEDITED
    )
    row = Message.objects.get()
    assert (row.kind, row.key, row.payload, row.due_at, row.lane, row.state) == (
        "tests.note",
        "k",
        {"id": 1},
        later,
        outbox.Lane.EXPEDITED,
        "queued",
    )


def test_the_same_key_is_the_same_work(planted):
    assert outbox.emit("tests.note", key="k", payload={"id": 1}) is True
    assert outbox.emit("tests.note", key="k", payload={"id": 2}) is False
    assert [row.payload for row in Message.objects.all()] == [{"id": 1}]


def test_a_rolled_back_caller_announces_nothing(planted):
    with transaction.atomic():
        outbox.emit("tests.note", key="k", payload={"id": 1})
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_many_rows_take_one_statement(planted, django_assert_num_queries):
    with django_assert_num_queries(1):
        new = outbox.emit_many("tests.note", [(f"k{n}", {"id": n}) for n in range(300)])
    assert new == Message.objects.count() == 300


def test_many_counts_only_new_rows(planted):
    outbox.emit("tests.note", key="k1", payload={})
    assert outbox.emit_many("tests.note", [("k1", {}), ("k2", {}), ("k2", {})]) == 1


@pytest.mark.parametrize("value", [None, 1.5, True, ["x"], {"a": 1}])
def test_a_payload_holds_ids_only(planted, value):
    with pytest.raises(TypeError, match="ids only"):
        outbox.emit("tests.note", key="k", payload={"id": value})


def test_a_long_payload_is_refused(planted):
    with pytest.raises(ValueError, match="ids only"):
        outbox.emit("tests.note", key="k", payload={"id": "x" * 2048})


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_that_cannot_be_stored_is_refused(planted, key):
    with pytest.raises(ValueError, match="key"):
        outbox.emit("tests.note", key=key, payload={})


def test_a_kind_without_a_handler_is_refused():
    with pytest.raises(UnknownKind, match=r"tests\.nobody"):
        outbox.emit("tests.nobody", key="k", payload={})


def test_a_kind_has_one_handler(planted):
    with pytest.raises(ValueError, match="already handled"):
        outbox.handler("tests.note")(lambda _: None)
