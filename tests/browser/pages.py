"""Check one page: axe, policy reports, width, tab order."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import BrowserContext, Error

from tests.matrix import expected
from tests.matrix.routes import addresses
from tests.matrix.walk import admin_routes, portal_routes
from tests.matrix.world import OWN, World

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Reports of the Content Security Policy get into this list before any script of the page runs.
LISTEN = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', e => window.__violations.push(
  `${e.violatedDirective} blocked ${e.blockedURI || e.sample}`));
"""
# Paths of correct elements are not computed, nor style sheets fetched, as none of these rules needs
# them.
ASK_AXE = """
async tags => (await axe.run(document, {
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: {assets: ['media']},
})).violations.map(v =>
  ({id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 3).map(n => n.target.join(' '))}))
"""
WIDER = """
() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3)
      .map(e => e.tagName + '.' + e.className)
  : null
"""
REACHABLE = """
() => [...document.querySelectorAll('main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary')]
  .filter(e => !e.disabled && e.offsetParent !== null && e.tabIndex < 0 && !e.closest('[role=tablist]'))
  .filter(e => !e.closest('[role=grid]')?.querySelector('[tabindex="0"]')) // its arrow keys lead to the others
  .map(e => e.outerHTML.slice(0, 90))
"""


DESK, PHONE = 1280, 320
# Signing out, and the API: it answers a browser with JSON, too (tests/api/test_bodies.py).
NO_PAGES = ("/accounts/logout/", "/admin/logout/", "/api/v1/")
DOWNLOAD = "Download is starting"


class Reader:
    """A person in a browser, at a desk and on a phone."""

    def __init__(self, context: BrowserContext, base: str, axe: str) -> None:
        self.context, self.base = context, base
        self.said: list[str] = []
        # Scripts of the debugger run before the page's own, blocked by no policy, and are compiled once for all pages.
        context.add_init_script(LISTEN)
        context.add_init_script(axe)
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _note(self, message: Any) -> None:
        if message.location["url"].endswith("/favicon.ico"):
            return  # asked for by the browser where a file that is no page names no icon
        if "Content Security Policy" in message.text or message.type == "error":
            self.said.append(message.text)

    def look(self, path: str, *, serious_only: bool = False, status: int = 200) -> list[str]:
        """Return everything that is wrong with a page at both widths; nothing for other files.

        Arguments:
            status: that the page answers with; a browser says so on its console where that is a refusal.
        """
        self.said.clear()
        self._widen(DESK)
        try:
            answer = self.page.goto(self.base + path, wait_until="load")
        except Error as problem:
            if DOWNLOAD in str(problem):
                return []
            raise
        if not answer or answer.status != status:
            return [f"{path}: answered with {answer and answer.status}"]
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return []
        wrong = [f"says {said}" for said in self.said if f"status of {status}" not in said]
        wrong += [f"violates {each}" for each in self.page.evaluate("window.__violations")]
        if serious_only:
            wrong += [
                each for each in self.complaints() if each.startswith(("serious", "critical"))
            ]
        else:
            wrong += self._fit() + self.complaints()
            self._widen(PHONE)
            wrong += [f"at {PHONE}: {each}" for each in self._fit() + self.complaints()]
        return [f"{path}: {each}" for each in wrong]

    def _widen(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})

    def complaints(self) -> list[str]:
        """Return what axe finds in the current page."""
        found = self.page.evaluate(ASK_AXE, TAGS)
        return [f"{each['impact']} {each['id']} at {each['nodes']}" for each in found]

    def _fit(self) -> list[str]:
        wide = self.page.evaluate(WIDER)
        wrong = [f"scrolls sideways: {wide}"] if wide else []
        return wrong + [f"no tab stop: {each}" for each in self.page.evaluate(REACHABLE)]


def pages_of(
    client: Any, world: World, name: str, *, but: Callable[[str], bool], admin: bool = False
) -> Iterator[str]:
    """Yield every URL that is not refused to this person, by the matrix's table; one for each kind of row."""
    seen = set()
    for route in admin_routes() if admin else portal_routes():
        for address in addresses(route, world, OWN):
            if address.path in seen or address.path.startswith(NO_PAGES) or but(address.path):
                continue
            seen.add(address.path)
            told = expected.answer(route.label, address.row_of(OWN), name)
            if told is None:  # the table knows no page of the admin
                answer = client.get(address.path)
                answer.close()  # a download keeps its file open until then
                told = str(answer.status_code)
            if told.startswith("200"):
                yield address.path
