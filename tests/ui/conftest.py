"""Render the tests' pages with the portal's own templates and without a database."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from foundation.calendars import clock
from foundation.ui import navigation, shell
from foundation.ui.navigation import NavItem
from foundation.ui.shell import SiteLink
from tests.ui.samples import NOW, context

TEMPLATES = Path(__file__).parent / "templates"
READER = SimpleNamespace(is_authenticated=True, is_anonymous=False, pk=1)
VISITOR = SimpleNamespace(is_authenticated=False, is_anonymous=True, pk=None)


@pytest.fixture
def shell_of_a_coordinator(monkeypatch) -> None:
    """Set the layout's data and navigation of a signed-in coordinator for a test."""
    monkeypatch.setattr(shell, "_providers", {})
    monkeypatch.setattr(navigation, "_items", {})
    shell.provide("site", lambda _: "All sites")
    shell.provide("sites", lambda _: [SiteLink("Example City, EX", "/sites/")])
    shell.provide("inbox_count", lambda _: 6)
    shell.provide("demo_notice", lambda _: "Demonstration data: people and requests are made up")
    shell.provide("account_label", lambda _: "TTA Coordinator (demo)")
    navigation.register(NavItem(label="Sign-in", url_name="account_login"))


@pytest.fixture
def request_of() -> Callable[..., HttpRequest]:
    """Return a function that makes a GET request by a signed-in reader, or a visitor."""

    def make(path: str = "/requests/", *, signed_in: bool = True) -> HttpRequest:
        request = RequestFactory().get(path)
        request.user = READER if signed_in else VISITOR
        return request

    return make


@pytest.fixture
def render(request_of, shell_of_a_coordinator) -> Callable[[str], str]:
    """Return a function that renders a page of tests/ui/templates at the design's time."""

    def make(name: str) -> str:
        template = engines["django"].from_string((TEMPLATES / f"{name}.html").read_text())
        with clock.frozen(NOW):
            return template.render(context(), request_of(signed_in=name != "public"))

    return make


@pytest.fixture
def text() -> Callable[..., str]:
    """Return a function that renders template source to HTML."""

    def make(source: str, **values: object) -> str:
        return engines["django"].from_string(source).render(values)

    return make
