"""The database away: 503 wherever it is noticed, honest about what was saved, and over at once."""

import psycopg2
import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    close_old_connections,
    connection,
    connections,
    transaction,
)
from django.db.transaction import TransactionManagementError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import public
from foundation.tenancy import post_transaction
from foundation.tenancy.context import acting, acting_atomic
from foundation.tenancy.outages import is_outage
from psp_portal import health
from psp_portal.urls import handler404, handler500
from tests.factories.accounts import UserFactory
from tests.pages import words

__all__ = ["handler404", "handler500"]

END_MYSELF = "SELECT pg_terminate_backend(pg_backend_pid())"
FORM = {"title": "Three lists are kept", "nonce": "n" * 20, "password": "not shown to anybody"}
SAVED = "SELECT count(*) FROM accounts_organisation WHERE slug = 'kept'"


@public
@require_http_methods(["GET", "POST"])
def gone(request: HttpRequest) -> HttpResponse:
    """Lose the connection in the middle of a page."""
    run(END_MYSELF)
    return HttpResponse("never")


@public
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Save something."""
    run(
        "INSERT INTO accounts_organisation (slug, name, role, is_demo) VALUES ('kept', 'K', 'provider', false)"
    )
    return HttpResponse("saved")


urlpatterns = [path("gone/", gone), path("save/", save), path("api/v1/gone/", gone)]
real = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


@pytest.fixture
def client() -> Client:
    """A browser: errors are answered, not raised."""
    return Client(raise_request_exception=False)


def run(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


def coded(state: str | None, wrapper: type[Exception]) -> Exception:
    """As Django wraps what the driver raises."""
    error = wrapper("x")
    error.__cause__ = type("Driver", (psycopg2.Error,), {"pgcode": state})()
    return error


def vanished() -> Exception:
    """What psycopg2 raises when the server is gone in the middle of a statement: its base class, no code."""
    error = DatabaseError("server closed the connection unexpectedly")
    error.__cause__ = psycopg2.DatabaseError("server closed the connection unexpectedly")
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (coded("57P01", OperationalError), True),
        (coded("57P03", OperationalError), True),
        (coded("53300", OperationalError), True),
        (coded("08006", OperationalError), True),
        (coded("55P03", OperationalError), True),
        (coded("57014", OperationalError), True),
        (coded("40P01", OperationalError), True),
        (coded("40001", OperationalError), True),
        (coded("25P03", InternalError), True),
        (coded(None, OperationalError), True),
        (coded(None, InterfaceError), True),
        (vanished(), True),
        (DatabaseError("Save with update_fields did not affect any rows."), False),
        (coded("23505", IntegrityError), False),
        (coded("42501", ProgrammingError), False),
        (coded("22001", DataError), False),
        (coded("PSP01", InternalError), False),
        (coded("P0001", InternalError), False),
        (ValueError("57P01"), False),
        (None, False),
    ],
)
def test_an_outage_is_told_from_a_fault(error, expected):
    assert is_outage(error) is expected


@pytest.mark.parametrize(("cause", "expected"), [(OperationalError, True), (IntegrityError, False)])
def test_what_follows_from_an_outage_is_one_and_what_follows_from_a_fault_is_none(cause, expected):
    error = TransactionManagementError("cannot be used any more")
    error.__context__ = cause("x")
    assert is_outage(error) is expected


class TestAPage:
    pytestmark = real

    def test_says_what_to_do_and_the_next_one_works(self, client):
        answer = client.get("/gone/")
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert "reload this page" in words(answer)
        assert answer["Cache-Control"] == "no-store"
        assert client.post("/save/").status_code == 200

    def test_keeps_what_was_typed_and_no_password(self, client):
        answer = client.post("/gone/", FORM)
        assert answer.status_code == 503
        assert "weren't saved" in words(answer)
        assert b"Three lists are kept" in answer.content
        assert b"not shown" not in answer.content

    def test_of_htmx_is_a_fragment(self, client):
        answer = client.post("/gone/", FORM, headers={"hx-request": "true"})
        assert answer.status_code == 503
        assert b"<html" not in answer.content
        assert b"weren" in answer.content

    def test_of_the_api_is_a_problem(self, client):
        answer = client.post("/api/v1/gone/")
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert answer["Content-Type"] == "application/problem+json"
        assert "Nothing was saved" in answer.json()["detail"]

    @pytest.mark.parametrize("moment", ["before", "after"])
    def test_whose_commit_was_not_answered_claims_nothing(self, client, monkeypatch, moment):
        wrapper = type(connections["default"])
        real_commit = wrapper._commit

        def cut(self) -> None:
            monkeypatch.undo()
            if moment == "after":
                real_commit(self)
            with self.connection.cursor() as cursor:
                cursor.execute(END_MYSELF)

        monkeypatch.setattr(wrapper, "_commit", lambda self: self.wrap_database_errors(cut)(self))
        answer = client.post("/save/", FORM)
        assert answer.status_code == 503
        assert "can't tell whether they were saved" in words(answer)
        assert run(SAVED) == ((1 if moment == "after" else 0),)


class TestAnywhere:
    """Sessions, the log of refusals: an error outside the page is an outage all the same."""

    pytestmark = real

    def test_a_locked_table_of_sessions_does_not_hang_the_page(self, client):
        client.force_login(UserFactory())
        run("SET lock_timeout = '100ms'")
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("LOCK TABLE accounts_portalsession IN ACCESS EXCLUSIVE MODE")
            assert client.post("/save/").status_code == 503
            # The API too, though its own middleware stands further in.
            answer = client.get("/api/v1/gone/")
            assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
        run("RESET lock_timeout")
        assert client.post("/save/").status_code == 200

    def test_a_session_that_cannot_be_written_is_no_fault_of_the_person(self, client):
        client.force_login(UserFactory())

        def away(execute, sql, params, many, context):
            if sql.startswith('UPDATE "accounts_portalsession"'):
                sql, params = END_MYSELF, None
            return execute(sql, params, many, context)

        with connection.execute_wrapper(away):
            answer = client.post("/save/")
        assert answer.status_code == 503
        assert "can't tell whether they were saved" in words(answer)

    def test_the_log_of_a_refusal_that_cannot_be_written(self, client, monkeypatch):
        def away() -> None:
            raise OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr(post_transaction, "write", away)
        assert client.get("/nothing-here/").status_code == 503

    def test_readyz_answers_in_time_while_a_lock_hangs(self, client, monkeypatch):
        monkeypatch.setattr(health, "PATIENCE", 0.3)
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
            answer = client.get("/readyz")
            assert (answer.status_code, answer.json()["checks"]["database"]) == (503, "unreachable")
        close_old_connections()  # as a server does after each request
        monkeypatch.undo()
        assert client.get("/readyz").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_page_has_the_roles_limits_and_a_job_more_for_its_own_transaction():
    limits = (
        "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
        " current_setting('idle_in_transaction_session_timeout')"
    )
    page, job = ("20s", "5s", "1min"), ("110s", "30s", "150s")
    with acting("public"), transaction.atomic():
        assert run(limits) == page
    with acting_atomic("system:outbox"):
        assert run(limits) == job
    assert run(limits) == page
