from datetime import timedelta
from threading import Event, Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from foundation.calendars import clock
from foundation.workflow import nonces
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.models import UsedNonce
from foundation.workflow.nonces import single_submit

pytestmark = pytest.mark.django_db
NONCE = "n" * 22


class Ledger:
    """A view that makes a record a call, and answers as told."""

    def __init__(self) -> None:
        self.made = 0
        self.answer = lambda: HttpResponseRedirect(f"/letters/{self.made}/")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        return self.answer()


@pytest.fixture
def ledger():
    return Ledger()


def post(view, nonce: str = NONCE, *, user: int | None = 1, path: str = "/letters/", **fields: str):
    http = RequestFactory().post(path, {"nonce": nonce, **fields})
    http.user = AnonymousUser() if user is None else _User(user)
    return single_submit(view)(http)


class _User:
    is_authenticated = True

    def __init__(self, pk: int) -> None:
        self.pk = pk


def test_a_double_submit_makes_one_record_and_leads_to_it(ledger):
    first, second = post(ledger, text="hi"), post(ledger, text="hi")
    assert ledger.made == 1
    assert (second.status_code, second["Location"]) == (303, first["Location"])


def test_a_visitors_double_submit_makes_one_record_too(ledger):
    post(ledger, user=None)
    assert post(ledger, user=None)["Location"] == "/letters/1/"
    assert ledger.made == 1


def test_another_form_is_another_record(ledger):
    post(ledger)
    post(ledger, nonces.new())
    assert ledger.made == 2


@pytest.mark.parametrize("status", [200, 400, 403, 409, 422, 500])
def test_an_answer_that_is_no_redirect_leaves_the_nonce_unused(ledger, status):
    good = ledger.answer
    ledger.answer = lambda: HttpResponse(status=status)
    post(ledger)
    ledger.answer = good
    assert post(ledger)["Location"] == "/letters/2/"


def test_an_error_leaves_the_nonce_unused(ledger):
    def broken(request):
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        post(broken)
    post(ledger)
    assert ledger.made == 1


def test_the_redirect_of_an_htmx_form_is_kept_too(ledger):
    ledger.answer = lambda: HttpResponse(headers={"HX-Redirect": "/letters/9/"})
    post(ledger)
    assert post(ledger)["Location"] == "/letters/9/"
    assert ledger.made == 1


def test_changed_text_is_refused_rather_than_dropped(ledger):
    post(ledger, text="hi")
    with pytest.raises(Refused, match="already submitted"):
        post(ledger, text="something else")
    assert ledger.made == 1


def test_the_csrf_token_is_no_content(ledger):
    post(ledger, text="hi", csrfmiddlewaretoken="a")
    assert post(ledger, text="hi", csrfmiddlewaretoken="b").status_code == 303


@pytest.mark.parametrize("elsewhere", [{"user": 2}, {"user": None}, {"path": "/parcels/"}])
def test_somebody_elses_nonce_tells_nothing(ledger, elsewhere):
    post(ledger)
    with pytest.raises(Refused):
        post(ledger, **elsewhere)
    assert ledger.made == 1


@pytest.mark.parametrize(
    "nonce", ["short", "x" * 65, "n" * 21 + "\x00", "ü" * 22, "'; DROP TABLE--" * 2]
)
def test_a_damaged_nonce_is_bad_input(ledger, nonce):
    with pytest.raises(InvalidInput):
        post(ledger, nonce)
    assert ledger.made == 0


def test_without_a_nonce_the_view_runs(ledger):
    post(ledger, "")
    post(ledger, "")
    assert ledger.made == 2


def test_reading_a_page_needs_no_nonce(ledger):
    http = RequestFactory().get("/letters/", {"nonce": NONCE})
    single_submit(ledger)(http)
    single_submit(ledger)(http)
    assert ledger.made == 2


def test_it_costs_two_statements(ledger, django_assert_num_queries):
    with django_assert_num_queries(2):
        post(ledger)


def test_new_nonces_fit_and_differ():
    fresh = {nonces.new() for _ in range(100)}
    assert len(fresh) == 100
    assert all(nonces._SHAPE.fullmatch(nonce) for nonce in fresh)


def test_old_nonces_are_forgotten(ledger):
    post(ledger)
    with clock.shifted(timedelta(days=1)):
        assert nonces.prune() == 0
    with clock.shifted(timedelta(days=3)):
        assert nonces.prune() == 1
    assert not UsedNonce.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first_fails", [False, True])
def test_a_second_submit_waits_for_the_first_one_that_still_runs(first_fails):
    inside, go_on = Event(), Event()
    made: list[str] = []
    answers: dict[str, HttpResponse] = {}

    def slow(request: HttpRequest) -> HttpResponse:
        made.append("slow")
        inside.set()
        assert go_on.wait(10)
        return HttpResponse(status=422) if first_fails else HttpResponseRedirect("/letters/slow/")

    def quick(request: HttpRequest) -> HttpResponse:
        made.append("quick")
        return HttpResponseRedirect("/letters/quick/")

    def run(name: str, view) -> None:
        try:
            answers[name] = post(view)
        finally:
            connection.close()

    first = Thread(target=run, args=("first", slow))
    first.start()
    assert inside.wait(10)
    second = Thread(target=run, args=("second", quick))
    second.start()
    second.join(0.3)
    assert second.is_alive()
    go_on.set()
    first.join(10)
    second.join(10)
    assert made == (["slow", "quick"] if first_fails else ["slow"])
    assert answers["second"]["Location"] == ("/letters/quick/" if first_fails else "/letters/slow/")
