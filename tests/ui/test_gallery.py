"""A real Chromium and axe-core find nothing to say about any component, wide or narrow."""

import functools
import os
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser_fixtures import CHROMIUM
from tests.ui.test_components import PAGES

STATIC = Path(settings.STATICFILES_DIRS[0])
AXE = Path(settings.ROOT) / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POLICY = "; ".join(
    f"{name} {' '.join(values)}"
    for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not (CHROMIUM and AXE.exists()) and not os.getenv("CI"),  # a missing browser fails in CI
        reason="needs Chromium and static/vendor",
    ),
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files under the portal's own Content Security Policy."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def served(tmp_path, render) -> Iterator[str]:
    for name in PAGES:
        (tmp_path / f"{name}.html").write_text(render(name), encoding="utf-8")
    (tmp_path / "static").symlink_to(STATIC)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [1280, 320])
def test_components_are_accessible_and_fit(served, browser, width):
    for name in PAGES:
        page = browser.new_page(viewport={"width": width, "height": 800})
        said: list[str] = []
        page.on("console", lambda message, said=said: _note(message, said))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.goto(f"{served}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        breaches = [(breach["id"], breach["nodes"][0]["html"]) for breach in found["violations"]]
        assert (name, breaches, said) == (name, [], [])
        page.close()


def _note(message, said: list[str]) -> None:
    """Complaints only: that a script was quicker to focus an alert than the browser is no complaint."""
    if message.type in {"error", "warning"}:
        said.append(message.text)
