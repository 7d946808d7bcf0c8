"""A real Chromium for the live server, shared by journeys and page tests.

`tests/conftest.py` names this module as a plugin. It extends pytest-playwright's own fixtures
(`browser`, `new_context`) and adds `visit`: a person in a separate browser, signed in through the
form. Without Chromium or static/vendor a test is skipped; with CI set it fails.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from foundation.accounts.models import User
from foundation.calendars import clock

# A page gets this much time, because two test processes and the portal's own share two cores.
expect.set_options(timeout=15_000)

VENDOR = Path(settings.STATICFILES_DIRS[0]) / "vendor"
# The headless build comes first: without a window to paint for, a story takes 60 % of the CPU.
BUILDS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BUILDS)), None)
PASSWORD = "secret-pass"
PICTURES = Path(settings.ROOT) / "test-results" / "journeys"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
# Chromium's own messages about a response that refuses on purpose.
# ERR_FAILED is an autosave that was redirected to the sign-in page, which it refuses to follow.
EXPECTED = re.compile(
    r"Failed to load resource: (.* status of (401|403|404|409|422)|net::ERR_FAILED)"
)

Visit = Callable[..., "Visitor"]


@pytest.fixture(scope="session", autouse=True)
def playwright_runs_a_loop() -> Iterator[None]:
    """Let Django run although Playwright's sync API keeps an event loop in this thread."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    yield
    patch.undo()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return the options for the system's Chromium, quiet and offline."""
    if not CHROMIUM or not (VENDOR / "uswds").exists():
        missing = "Browser tests need Chromium and static/vendor (`make assets`)."
        if os.getenv("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


# The innermost elements that reach over the window's edge.
WIDER = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const wide = [...document.body.querySelectorAll("*")]
    .filter(each => each.getBoundingClientRect().right > edge || each.scrollWidth > edge);
  return wide.filter(each => !wide.some(other => each !== other && each.contains(other)))
    .map(each => each.outerHTML.slice(0, 300));
}"""


@dataclass
class Visitor:
    """A person with a separate browser.

    Attributes:
        page: Playwright's page.
        base: the portal's URL.
        pictures: the folder for the screenshots of this test.
        said: what the browser complained about; empty at the end of a good visit.
    """

    page: Page
    base: str
    pictures: Path
    said: list[str] = field(default_factory=list)

    def goes_to(self, path: str) -> int:
        """Open a page of the portal; return the response's status."""
        answer = self.page.goto(path if path.startswith("http") else self.base + path)
        assert answer is not None
        return answer.status

    def signs_in(self, user: User) -> None:
        """Fill in the sign-in form on the page."""
        self.page.get_by_label("Email address").fill(user.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(self.page).not_to_have_url(re.compile("/accounts/login/"))

    def ticks(self, name: str) -> None:
        """Choose a tile or box by clicking its label, as people do: the input itself is hidden."""
        words = re.compile(rf"^\s*{re.escape(name)}\s*$")
        self.page.locator("main label", has_text=words).click(force=True)

    def presses(self, name: str) -> None:
        """Press a button or follow a link of the page by its label."""
        main = self.page.locator("main")
        either = main.get_by_role("button", name=name, exact=True)
        either.or_(main.get_by_role("link", name=name, exact=True)).first.click()

    def reads(self, *texts: str) -> None:
        """Check that each of these texts is visible on the page."""
        for text in texts:
            expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def misses(self, *texts: str) -> None:
        """Check that none of these texts is anywhere in the page, its source included."""
        source = self.page.content()
        assert [text for text in texts if text in source] == []

    def fits(self) -> None:
        """Check that the page is not wider than the window."""
        # A press before may just have begun a new document, which has no root element yet.
        self.page.wait_for_load_state()
        wide, window = self.page.locator("html").evaluate(
            "root => [root.scrollWidth, root.clientWidth]"
        )
        assert wide <= window, (self.page.url, self.page.evaluate(WIDER))

    def picture(self, name: str) -> None:
        """Save the whole page as a screenshot."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)


@pytest.fixture
def visit(live_server, new_context, settings, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open a browser for a person: ``visit(dana, phone=True)``, ``visit()`` for a visitor."""
    settings.PUBLIC_BASE_URL = live_server.url
    visitors: list[Visitor] = []
    pictures = PICTURES / request.node.originalname

    def opened(
        user: User | None = None,
        *,
        phone: bool = False,
        viewport: dict[str, int] | None = None,
        then: str = "",
        at: datetime | None = None,
        **options: Any,
    ) -> Visitor:
        context = new_context(
            viewport=viewport or (PHONE if phone else DESK),
            locale="en-US",
            timezone_id=user.time_zone if user else "America/New_York",
            **({"is_mobile": True, "has_touch": True} if phone else {}),
            **options,
        )
        if at:
            context.clock.install(time=at)
        page = context.new_page()
        page.set_default_timeout(15_000)
        visitor = Visitor(page=page, base=live_server.url, pictures=pictures)
        page.on("pageerror", lambda error: visitor.said.append(str(error)))
        page.on("console", lambda message: _note(visitor, message))
        visitors.append(visitor)
        if user:
            visitor.goes_to(then or "/accounts/login/")
            visitor.signs_in(user)
        return visitor

    yield opened
    complaints = [said for visitor in visitors for said in visitor.said]
    assert complaints == []


def _note(visitor: Visitor, message: Any) -> None:
    if message.type in {"error", "warning"} and not EXPECTED.search(message.text):
        visitor.said.append(message.text)


@pytest.fixture
def begins_at() -> Iterator[Callable[[datetime], None]]:
    """Start the portal's clock at an instant, in the server's threads too; call it to move it."""
    with ExitStack() as stack:

        def begin(at: datetime) -> None:
            stack.close()
            stack.enter_context(clock.shift_to(at, every_thread=True))

        yield begin
