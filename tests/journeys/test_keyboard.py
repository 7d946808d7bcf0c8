"""The focus of people who have no mouse: always on the window, never lost, never behind something."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import FRIDAY_1650
from tests.journeys.hands import MAX_TABS

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

PHONE = {"width": 320, "height": 640}
LAPTOP = {"width": 1280, "height": 640}
# What has the focus, unless part of it is on the window and in front of everything else there.
HIDDEN = """() => {
  const at = document.activeElement;
  if (at === document.body) return "";
  const drawn = at.matches(".usa-checkbox__input, .usa-radio__input") ? at.nextElementSibling : at;
  const isSeen = ({ left, top, width, height }) => {
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return width > 8 && height > 8 && (drawn.contains(seen) || seen === at);
  };
  return [...drawn.getClientRects()].some(isSeen) ? "" : at.outerHTML.slice(0, 120); // a link of two lines has two
}"""


def hidden_on_the_way(page) -> list[str]:
    """Press Tab from the page's content to its end; return what had the focus and couldn't be seen."""
    page.locator("#main").focus()
    found = []
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        found.append(page.evaluate(HIDDEN))
        if page.evaluate("document.activeElement.closest('footer') !== null"):
            break
    return [each for each in found if each]


@pytest.fixture
def twelve(sent_by, dana_of_riverton, riverton):
    for _ in range(12):
        sent_by(dana_of_riverton, riverton, urgency="routine")


@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_the_bar_of_the_selection_hides_no_row_that_has_the_focus(
    twelve, cora_coordinator, visit, window
):
    cora = visit(cora_coordinator, then="/triage/", viewport=window)
    assert hidden_on_the_way(cora.page) == []


def test_on_a_phone_no_stop_is_outside_the_window(twelve, cora_coordinator, visit):
    cora = visit(cora_coordinator, then="/requests/", viewport=PHONE)
    assert hidden_on_the_way(cora.page) == []


def test_the_button_of_the_search_is_seen_while_it_has_the_focus(cora_coordinator, visit):
    cora = visit(cora_coordinator, then="/requests/")
    cora.page.keyboard.press("/")
    cora.page.keyboard.press("Tab")
    expect(cora.page.get_by_role("button", name="Search").first).to_be_focused()
    assert cora.page.evaluate(HIDDEN) == ""


def test_a_menu_closes_when_the_focus_leaves_it(cora_coordinator, visit):
    cora = visit(cora_coordinator, then="/requests/")
    menu = cora.page.locator("details.psp-account")
    menu.locator("summary").focus()
    cora.page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    cora.page.keyboard.press("Tab")
    expect(menu).to_have_attribute("open", "")
    for _ in range(MAX_TABS):
        cora.page.keyboard.press("Tab")
        if not menu.evaluate("menu => menu.contains(document.activeElement)"):
            break
    expect(menu).not_to_have_attribute("open", "")


def test_filters_that_open_have_the_focus(twelve, cora_coordinator, visit):
    cora = visit(cora_coordinator, then="/requests/")
    cora.page.get_by_role("link", name="Filter and sort").focus()
    cora.page.keyboard.press("Enter")
    expect(cora.page.locator("#filters")).to_be_focused()
    cora.page.keyboard.press("Tab")
    expect(cora.page.get_by_label("Search requests")).to_be_focused()


def test_an_export_that_is_watched_keeps_the_focus_and_says_when_it_is_done(
    twelve, cora_coordinator, visit, drain
):
    cora = visit(cora_coordinator, then="/requests/")
    cora.page.get_by_text("Export this list").click()
    cora.presses("Export list")
    cancel = cora.page.get_by_role("button", name="Cancel export")
    cancel.focus()
    for _ in range(2):
        with cora.page.expect_response(re.compile(r"/exports/[0-9a-f-]{36}/")):
            pass
    expect(cancel).to_be_focused()
    drain()
    expect(cora.page.get_by_role("link", name="Download file")).to_be_focused()
    expect(cora.page.locator("#psp-status")).to_have_text(re.compile("^Requests: Available until"))


def test_who_writes_is_not_asked_whether_they_are_there(lee_liaison, visit, begins_at):
    lee = visit(lee_liaison, then="/updates/new/", at=FRIDAY_1650)
    text = lee.page.get_by_label("What happened?")
    warning = lee.page.get_by_role("dialog", name="You'll be signed out in 5 minutes")
    for minute in range(6):
        with lee.page.expect_response(re.compile("/autosave/|/new/")):
            text.press_sequentially(f"Met {minute}. ")
            lee.page.clock.fast_forward(5 * 60_000)
    expect(warning).to_be_hidden()
    lee.page.context.set_offline(offline=True)
    lee.page.clock.fast_forward(26 * 60_000)
    expect(warning).to_be_visible()
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_contain_text("There is no signal. What you typed is safe.")
    lee.page.context.set_offline(offline=False)
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    lee.said.clear()  # Chromium says that the network was cut
