"""No value of a row is written into a log, a message that gave up, or the server's own log."""

import io
import logging
import os
import sys
import traceback

import psycopg2
import pytest
from celery.app.trace import build_tracer
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import path

from foundation import outbox
from foundation.accounts.access import public
from foundation.accounts.models import Organization, User
from foundation.outbox import jobs, registry
from foundation.outbox.models import Job, Message
from foundation.outbox.worker import drain
from foundation.tenancy import reports
from psp_portal.celery import app
from psp_portal.local import postgres
from psp_portal.local.environment import ROOT

pytestmark = pytest.mark.django_db
CANARY = "canary-7f3a"


def unique() -> None:
    """DETAIL: Key (email)=(canary…) already exists."""
    for _ in range(2):
        User.objects.create(email=f"{CANARY}@example.gov", name=CANARY)


def check() -> None:
    """DETAIL: Failing row contains (…)."""
    Organization.objects.create(name=CANARY, slug=CANARY, role="tta-provider-of-old")


def ask(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [CANARY])


FAILING = {
    "a key": unique,
    "a row": check,
    "a number": lambda: ask("SELECT %s::int"),
    "words": lambda: ask("SELECT 1 WHERE nothing(%s)"),
    "a raise": lambda: ask(
        "DO $$ BEGIN RAISE EXCEPTION 'no: %%', " + f"'{CANARY}'" + "; END $$ /* %s */"
    ),
    "a line of it": lambda: ask("SELECT %s FROM nowhere"),
}


def caused(fails) -> Exception:
    """The error inside another one whose words repeat it."""
    try:
        try:
            with transaction.atomic():
                fails()
        except DatabaseError as error:
            raise RuntimeError(f"It failed: {error}") from error
    except RuntimeError as error:
        return error
    raise AssertionError


@pytest.fixture
def written():
    """What a handler of anybody's writes, with a formatter that knows nothing."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream.getvalue
    root.removeHandler(handler)


@pytest.mark.parametrize("kind", FAILING)
def test_a_traceback_keeps_the_cause_and_leaves_the_values(kind):
    error = caused(FAILING[kind])
    text = reports.trace(error)
    assert CANARY in "".join(traceback.format_exception(error))
    assert CANARY not in text
    assert "SQLSTATE" in text
    assert "tests/tenancy/test_reports.py" in text
    assert "RuntimeError: It failed" in text


def test_names_of_constraint_and_table_are_kept():
    text = reports.trace(caused(unique))
    assert "django.db.utils.IntegrityError: SQLSTATE 23505" in text
    assert "table accounts_user, constraint accounts_user_email" in text


def test_other_errors_are_written_as_python_writes_them():
    with pytest.raises(ValueError, match="a plain one") as raised:
        raise ValueError("a plain one") from KeyError("k")
    assert reports.trace(raised.value) == "".join(traceback.format_exception(raised.value))


def test_a_server_that_is_away_is_named():
    with pytest.raises(psycopg2.OperationalError) as away:
        psycopg2.connect("postgres://nobody@127.0.0.1:1/none")
    assert "Connection refused" in reports.described(away.value)


@pytest.mark.parametrize("kind", FAILING)
def test_no_log_holds_it_however_it_is_logged(written, kind):
    logger = logging.getLogger("tests.somewhere")
    error = caused(FAILING[kind])
    try:
        raise error
    except RuntimeError as raised:
        logger.exception("It ended")
        logger.error("It ended: %s", raised)
        logger.exception("It ended: %(error)s", {"error": f"{raised}"})
    logger.warning("It ended: %r", error.__cause__)
    assert "It ended" in written()
    assert CANARY not in written()


@public
def failing_view(_request):
    unique()


urlpatterns = [path("fails/", failing_view)]


@pytest.mark.urls(__name__)
def test_a_page_that_fails_logs_no_value(written):
    answer = Client(raise_request_exception=False).get("/fails/")
    assert answer.status_code == 500
    assert "Internal Server Error" in written()
    assert CANARY not in written() + answer.content.decode()


def test_no_mail_to_administrators_repeats_a_request(settings, mailoutbox):
    settings.ADMINS = [("Adam", "adam@example.gov")]
    logging.getLogger("django.request").error("It ended", exc_info=caused(unique))
    assert mailoutbox == []


@pytest.fixture
def handler_of():
    def plant(fails) -> None:
        registry._handlers["tests.fails"] = fails

    yield plant
    registry.forget("tests.fails")


@pytest.mark.parametrize("kind", FAILING)
def test_a_message_that_failed_keeps_no_value(handler_of, written, kind):
    def fails(_payload):
        FAILING[kind]()

    handler_of(fails)
    outbox.emit("tests.fails", key="k", payload={})
    assert drain().failed == 1
    told = Message.objects.get().last_error
    assert "SQLSTATE" in told
    assert CANARY not in told + written()


def test_a_job_that_failed_says_its_sentence_only():
    job = jobs.start("exports.step", total=1, by_user=None)
    jobs.fail(job.pk, error="It cannot go on.")
    assert Job.objects.get().errors == ["It cannot go on."]


def test_a_task_that_fails_logs_no_value(written):
    app.task(name="tests.fails")(unique)
    task = app.tasks["tests.fails"]
    tracer = build_tracer(task.name, task, app=app, eager=False, propagate=False)
    with transaction.atomic():
        tracer("id", [], {}, {"id": "id"})
        transaction.set_rollback(True)
    app.tasks.pop("tests.fails")
    assert "tests.fails" in written()
    assert CANARY not in written()


def test_a_command_ends_without_values(capsys):
    error = caused(unique)
    sys.excepthook(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert "SQLSTATE 23505" in told
    assert CANARY not in told


def test_statements_are_never_logged_by_django():
    assert not logging.getLogger("django.db.backends").isEnabledFor(logging.INFO)
    assert not logging.getLogger("django.db.backends.schema").isEnabledFor(logging.DEBUG)


def test_the_servers_own_log_holds_no_value():
    """What stands in the file that the embedded server writes, after each kind of failure."""
    for fails in FAILING.values():
        caused(fails)
    home = os.environ.get("PSP_HOME") or ".local"  # noqa: TID251 -- where the plugin put it
    logs = list((ROOT / home).glob("test*/logs/postgres.log"))
    if not logs:
        pytest.skip("a server of somebody else's")
    with connection.cursor() as cursor:
        told = {}
        for name in postgres.SILENT:
            cursor.execute("SELECT current_setting(%s)", [name])
            told[name] = cursor.fetchone()[0]
    assert told == postgres.SILENT
    assert not [log for log in logs if CANARY in log.read_text(errors="replace")]
