"""``page()`` gives the whole page, the fragment htmx asks for, and 422 for a refused form."""

import pytest
from django.template import engines
from django.test import RequestFactory

from foundation.ui import pages
from tests.ui.samples import UpdateForm


@pytest.fixture(autouse=True)
def _two_templates(monkeypatch):
    sources = {"app/list.html": "whole", "app/_list.html": "part", "app/alone.html": "alone"}

    def select(names):
        return engines["django"].from_string(next(sources[n] for n in names if n in sources))

    monkeypatch.setattr(pages, "select_template", select)


def ask(htmx=False, boosted=False):
    request = RequestFactory().get("/")
    request.htmx = type("Htmx", (), {"__bool__": lambda _: htmx, "boosted": boosted})()
    return request


@pytest.mark.parametrize(
    ("template", "htmx", "boosted", "expected"),
    [
        ("app/list.html", False, False, b"whole"),
        ("app/list.html", True, False, b"part"),
        ("app/list.html", True, True, b"whole"),
        ("app/alone.html", True, False, b"alone"),
    ],
)
def test_template_fits_who_asks(template, htmx, boosted, expected):
    assert pages.page(ask(htmx, boosted), template).content == expected


def test_refused_form_is_422():
    assert pages.page(ask(), "app/list.html", {"form": UpdateForm({})}).status_code == 422


def test_fresh_form_is_200():
    assert pages.page(ask(), "app/list.html", {"form": UpdateForm()}).status_code == 200


def test_status_of_the_caller_wins():
    assert (
        pages.page(ask(), "app/list.html", {"form": UpdateForm({})}, status=409).status_code == 409
    )


def test_answer_varies_by_who_asks():
    assert pages.page(ask(), "app/list.html").headers["Vary"] == "HX-Request"
