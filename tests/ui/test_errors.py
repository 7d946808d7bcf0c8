"""Error pages run no query, call no provider and carry the sentence."""

import pytest
from django.http import HttpResponseNotAllowed
from django.test import RequestFactory
from django.urls import resolve

from foundation.ui import shell, views
from foundation.ui.middleware import DomainErrorMiddleware
from foundation.ui.pages import error_page
from foundation.workflow.errors import InvalidInput, Refused

SENTENCE = "You cannot schedule this yet: DOJ has not signed the scope."


@pytest.fixture(autouse=True)
def _providers_that_fail(monkeypatch):
    def fail(_request):
        raise AssertionError("an error page asked a provider")

    monkeypatch.setattr(
        shell, "_providers", dict.fromkeys(("site", "inbox_count", "demo_notice"), fail)
    )


def refusal(error, request=None):
    middleware = DomainErrorMiddleware(lambda _: None)
    return middleware.process_exception(request or RequestFactory().get("/x/"), error)


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (views.csrf_failure, 403),
        (views.handler400, 400),
        (views.handler403, 403),
        (views.handler404, 404),
        (views.handler500, 500),
    ],
)
def test_page_has_its_status_and_a_way_on(view, status):
    response = view(RequestFactory().get("/x/"))
    assert response.status_code == status
    assert b"<h1>" in response.content


def test_missing_page_never_says_that_something_exists():
    body = views.handler404(RequestFactory().get("/requests/PSP-2026-0042/")).content.decode()
    assert "We can't find this page" in body
    assert "permission" not in body
    assert "PSP-2026-0042" not in body


def test_refusal_carries_the_sentence_and_the_status():
    response = refusal(Refused(SENTENCE))
    assert response.status_code == 409
    assert SENTENCE in response.content.decode()


def test_a_method_that_an_address_does_not_take_is_no_blank_page():
    middleware = DomainErrorMiddleware(lambda _: HttpResponseNotAllowed(["POST"]))
    answer = middleware(RequestFactory().get("/x/"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address has no page" in answer.content.decode()


def test_invalid_input_is_422():
    assert refusal(InvalidInput("'NA' is not a count.")).status_code == 422


def test_other_errors_are_left_to_django():
    assert refusal(ValueError("x")) is None


def test_htmx_gets_the_panel_only():
    request = RequestFactory().post("/x/")
    request.htmx = True
    body = refusal(Refused(SENTENCE), request).content.decode()
    assert SENTENCE in body
    assert "<html" not in body


@pytest.mark.parametrize(
    "answer",
    [lambda request: refusal(Refused(SENTENCE), request), views.handler403, views.handler404],
)
def test_nothing_of_what_was_written_is_lost_but_secrets_are_not_shown(answer):
    """Not even when the writer's seat ended, or the record went, while they typed."""
    data = {"need": "One weekly meeting", "password": "correct horse battery", "nonce": "a b"}
    request = RequestFactory().post("/x/", data)
    request.resolver_match = resolve("/requests/new/")
    body = answer(request).content.decode()
    assert "One weekly meeting" in body
    assert "correct horse" not in body
    assert "a b" not in body


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/requests/?after=1", "/requests/?after=1"),
        ("https://elsewhere.example/", "/x/"),
        ("", "/x/"),
    ],
)
def test_way_back_stays_in_the_portal(referer, back):
    request = RequestFactory().get("/x/", headers={"referer": referer})
    assert f'href="{back}"' in refusal(Refused(SENTENCE), request).content.decode()


def test_last_page_there_is_cannot_fail(caplog):
    response = error_page("errors/does-not-exist.html", status=500)
    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content
