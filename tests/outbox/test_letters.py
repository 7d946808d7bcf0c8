"""Mail: sent outside transactions, one at a time, waited for through an outage, never twice without a word."""

import threading
from datetime import timedelta
from typing import Any

import psycopg2
import pytest
from django.core.mail import EmailMessage
from django.db import connection

from foundation import outbox
from foundation.calendars import clock
from foundation.outbox import actions, letters, registry, worker
from foundation.outbox.models import MailGate, Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from tests.outbox.smtp import SILENT, mail_server

KIND = "tests.letter"


class Writer:
    """Writes a mail, unless told that it may not go; knows which were marked as sent."""

    def __init__(self) -> None:
        self.may_go = True
        self.sent: list[object] = []

    def __call__(self, payload: registry.Payload) -> outbox.Letter | None:
        if not self.may_go:
            return None
        mail = EmailMessage("Subject", "Text", to=["lee@example.gov"])
        return outbox.Letter(mail, sent=lambda: self.sent.append(payload["id"]))


@pytest.fixture
def writer():
    written = Writer()
    written.__qualname__ = "Writer"
    outbox.letter(KIND)(written)
    yield written
    registry.forget(KIND)


@pytest.fixture
def smtp(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.3
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.PUBLIC_BASE_URL = "https://psp.example.gov"

    def at(port: int) -> None:
        settings.EMAIL_PORT = port

    return at


@pytest.fixture
def in_transactions(transactional_db):
    """Real commits: the rows are seen by other connections."""


def emit(*numbers: int, kind: str = KIND) -> None:
    with acting_atomic("system:outbox"):
        for n in numbers:
            outbox.emit(kind, key=f"{kind}:{n}", payload={"id": n})


def row(n: int = 1) -> Message:
    return Message.objects.get(key=f"{KIND}:{n}")


def reopen() -> None:
    """As if the pause were over."""
    MailGate.objects.update(busy_until=clock.now() - timedelta(days=1))


def later(after: timedelta):
    reopen()
    return clock.shifted(after)


def test_a_mail_is_sent_outside_every_transaction_and_marked(in_transactions, writer, smtp):
    inside: list[bool] = []
    with mail_server() as server:
        at = {
            key: connection.get_connection_params()[key]
            for key in ("host", "user", "password", "dbname")
        }
        server.arrived = lambda: inside.append(_open_transactions(at))
        smtp(server.port)
        emit(1, 2)
        assert drain(strict=True).done == 2
    assert inside == [False, False]
    assert writer.sent == [1, 2]
    assert server.ids() == [f"<outbox-{row(n).pk}@psp.example.gov>" for n in (1, 2)]
    found = row()
    assert (found.state, found.attempts, found.sending, found.maybe_sent) == ("done", 1, False, 0)


def _open_transactions(at: dict[str, Any]) -> bool:
    """Whether a connection of the portal is in a transaction; asked while a mail is sent."""
    asking = psycopg2.connect(**at)
    asking.autocommit = True
    try:
        with asking.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = current_user"
                " AND datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
            )
            return bool(cursor.fetchone()[0])
    finally:
        asking.close()


@pytest.mark.django_db
def test_whether_it_may_go_is_asked_before_each_attempt(writer, smtp):
    with mail_server(rcpt="450 later") as server:
        smtp(server.port)
        emit(1)
        assert drain().failed == 1
        writer.may_go = False
        with later(timedelta(minutes=1)):
            assert drain().done == 1
        assert (server.asked, writer.sent) == (1, [])


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["banner", "helo", "mail", "end"])
def test_a_silent_server_costs_one_time_out_and_mail_rests(writer, smtp, step):
    with mail_server(**{step: SILENT}) as server:
        smtp(server.port)
        emit(1, 2)
        tally = drain()
        assert (tally.failed, tally.exhausted, server.asked) == (
            1,
            True,
            1,
        )  # the second was not tried
        assert row().state == "queued"
        # It may have been taken where the server had the whole mail, or was on the way to it.
        assert row().maybe_sent == (0 if step in {"banner", "helo"} else 1)
        server.says.clear()
        with later(timedelta(minutes=1)):
            assert drain().done == 2
    ids = server.ids()
    assert ids.count(f"<outbox-{row().pk}@psp.example.gov>") == (2 if step == "end" else 1)


@pytest.mark.django_db
def test_a_server_that_is_silent_after_the_mail_was_kept_makes_no_second_one(writer, smtp):
    with mail_server(quit=SILENT) as server:
        smtp(server.port)
        emit(1)
        assert (drain().done, len(server.kept)) == (1, 1)


@pytest.mark.django_db
def test_a_server_that_never_comes_to_an_end_is_cut_off(writer, smtp, settings, monkeypatch):
    settings.EMAIL_TIMEOUT = 20
    monkeypatch.setattr(letters, "WHOLE_SECONDS", 0.3)
    with mail_server(mail=SILENT) as server:
        smtp(server.port)
        emit(1)
        assert drain().failed == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("says", "state"),
    [
        ({"rcpt": "550 no such person"}, "dead"),
        ({"end": "554 we do not like it"}, "dead"),
        ({"rcpt": "450 later"}, "queued"),
        ({"end": "451 later"}, "queued"),
        ({"rcpt": "421 closing"}, "queued"),
        ({"mail": "550 who are you"}, "queued"),
        ({"banner": "554 no"}, "queued"),
    ],
)
def test_a_recipient_refused_for_good_is_given_up_and_nothing_else(writer, smtp, says, state):
    with mail_server(**says) as server:
        smtp(server.port)
        emit(1)
        drain()
        assert (row().state, row().maybe_sent) == (state, 0)
        server.says.clear()
        if state == "dead":
            assert actions.replay([row().pk]) == 1
        with later(timedelta(minutes=1)):
            assert drain().done == 1


@pytest.mark.django_db
def test_one_recipient_who_is_refused_for_now_holds_up_nobody(writer, smtp):
    with mail_server(rcpt="450 later") as server:
        smtp(server.port)
        emit(1, 2)
        assert drain().failed == 2
        assert server.asked == 2


@pytest.mark.django_db
def test_an_outage_is_waited_for_two_days_and_then_can_be_replayed(writer, smtp, monkeypatch):
    assert timedelta(days=2) == letters.GIVE_UP_AFTER
    monkeypatch.setattr(letters, "GIVE_UP_AFTER", timedelta(hours=3))  # the same, told faster
    smtp(1)
    emit(1)
    start, tries, passed = clock.now(), 0, timedelta()
    while row().state == "queued":
        reopen()
        with clock.shifted(passed):
            tries += drain().handled
            passed = row().due_at - start
    assert timedelta(hours=3) <= passed <= timedelta(hours=3, minutes=40)
    assert 3 * 60 / 18 < tries < 3 * 60 / 12 + 10  # every 15 minutes at last, a fifth either way
    assert "ConnectionRefused" in row().last_error
    with mail_server() as server:
        smtp(server.port)
        with later(passed):
            assert actions.replay([row().pk]) == 1
            assert drain().done == 1


@pytest.mark.django_db
def test_pauses_grow_to_a_quarter_of_an_hour_and_the_gates_to_five_minutes():
    assert letters.closed_after(1) == timedelta(seconds=15)
    assert letters.closed_after(50) == timedelta(minutes=5)
    assert letters.pause_after(50) <= timedelta(minutes=18)


@pytest.mark.django_db
def test_a_worker_that_died_while_sending_is_followed_when_its_lease_ends(
    writer, smtp, monkeypatch
):
    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    emit(1)
    with monkeypatch.context() as killed:
        killed.setattr(letters, "send", dies)
        with pytest.raises(KeyboardInterrupt):
            drain()
    assert row().sending
    with mail_server() as server:
        smtp(server.port)
        assert drain().handled == 0  # the lease
        with later(letters.LEASE):
            assert drain().done == 1
    found = row()
    assert (found.maybe_sent, found.attempts, found.sending) == (1, 2, False)


@pytest.mark.django_db
def test_who_outlived_the_lease_marks_nothing(writer, monkeypatch):
    def slow(*_: object, **__: object) -> None:
        Message.objects.update(attempts=7)  # another process has taken it since

    monkeypatch.setattr(letters, "send", slow)
    emit(1)
    drain()
    assert (row().state, writer.sent) == ("queued", [])


@pytest.mark.django_db
def test_what_cannot_be_marked_is_not_sent_for_ever(writer, monkeypatch):
    def breaks(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(writer, "sent", type("Broken", (), {"append": breaks})())
    emit(1)
    Message.objects.update(attempts=worker.ATTEMPTS - 1)
    assert drain().dead == 1
    assert row().maybe_sent == 1


def test_while_mail_hangs_other_work_goes_on_and_no_second_mail_is_tried(
    in_transactions, writer, smtp, settings
):
    settings.EMAIL_TIMEOUT = 3
    done: list[object] = []
    outbox.handler("tests.work")(lambda payload: done.append(payload["id"]))
    with mail_server(mail=SILENT) as server:
        smtp(server.port)
        emit(1, 2, 3)
        sending = threading.Thread(target=_drain_and_close)
        sending.start()
        while not server.asked:
            assert sending.is_alive()
        emit(*range(20), kind="tests.work")
        tally = drain()
        assert sending.is_alive(), "the mail was not silent for as long as the work took"
        assert (tally.done, done) == (20, list(range(20)))
        sending.join()
    registry.forget("tests.work")
    assert (server.asked, server.most) == (1, 1)


def _drain_and_close() -> None:
    drain()
    connection.close()


@pytest.mark.django_db
def test_mail_that_waits_behind_a_closed_gate_hides_no_other_work(writer, planted, smtp):
    smtp(1)
    emit(*range(30))
    drain(limit=1)
    outbox.emit("tests.note", key="note", payload={"id": 1}, lane=outbox.Lane.BULK)
    assert drain().done == 1
