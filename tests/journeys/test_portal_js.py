"""What static/js/portal.js adds, as people meet it."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Route, expect

from foundation.tenancy.context import acting_atomic
from tests.journeys.conftest import FRIDAY_1650
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

TITLE = "What do you need?"
COPIES = "Object.keys(localStorage).filter(key => key.startsWith('psp-draft:')).length"


def requests_made() -> int:
    with acting_atomic("system:demo"):
        return TTARequest.objects.count()


@pytest.fixture
def asking(standards, riverton, gun_violence, dana_of_riverton, visit):
    """Dana in front of an empty request."""
    return visit(dana_of_riverton, then="/requests/new/")


def test_a_new_draft_is_kept_on_leaving_a_field_and_goes_on_as_itself(asking):
    asking.page.get_by_label(TITLE).fill("Map our shootings")
    asking.page.get_by_label("What is the problem?").fill("We count by hand.")
    expect(asking.page.locator(".psp-saved")).to_have_text(re.compile(r"^Saved \d+:\d\d [ap]m$"))
    expect(asking.page).to_have_url(re.compile(r"/requests/PSP-\d{4}-\d+/edit/$"))
    asking.page.get_by_label("What should change?").fill("One map.")
    asking.page.get_by_label(TITLE).focus()
    asking.page.reload()  # while it is on its way: the device has it, or the portal
    expect(asking.page.get_by_label("What should change?")).to_have_value("One map.")
    assert requests_made() == 1


def test_without_signal_the_text_stays_on_the_device_until_sign_out(lee_liaison, visit):
    lee = visit(lee_liaison, then="/updates/new/")
    lee.page.context.set_offline(offline=True)
    lee.page.get_by_label("What happened?").fill("Met the chief.")
    lee.page.get_by_label("Site", exact=True).focus()
    expect(lee.page.locator(".psp-saved")).to_contain_text("Saved on this device")
    lee.page.context.set_offline(offline=False)
    lee.page.reload()
    expect(lee.page.get_by_label("What happened?")).to_have_value("Met the chief.")
    expect(lee.page.locator("#psp-status")).to_contain_text("Your text is safe")
    assert lee.page.evaluate(COPIES) == 1
    lee.page.locator(".psp-account summary").click()
    lee.page.locator(".psp-account").get_by_role("button", name="Sign out").click()
    expect(lee.page.get_by_role("dialog")).to_contain_text(
        "updates or check-ins that were never submitted"
    )
    assert lee.page.evaluate(COPIES) == 1
    lee.page.get_by_role("dialog").get_by_role("button", name="Yes, continue").click()
    expect(lee.page.get_by_role("link", name="Sign in")).to_be_visible()
    assert lee.page.evaluate(COPIES) == 0
    lee.said.clear()  # Chromium says that the autosave had no network


def test_a_button_pressed_twice_sends_once_and_says_so(asking):
    posts: list[str] = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            posts.append(route.request.url)
            time.sleep(1)
        route.continue_()

    asking.page.get_by_label(TITLE).fill("Map our shootings")
    asking.page.route(re.compile(r"/requests/new/$"), slowly)
    button = asking.page.locator("main button[value=save]")
    # The page is leaving, so what its button says is noted in the page itself.
    button.evaluate(
        "b => new MutationObserver(() => sessionStorage.setItem('said', b.textContent))"
        ".observe(b, {childList: true})"
    )
    button.dblclick()
    asking.reads("saved. The site's points of contact can read it")
    assert asking.page.evaluate("sessionStorage.getItem('said')") == "Sending…"
    assert len(posts) == 1
    assert requests_made() == 1


def test_a_counter_says_how_many_characters_are_left_as_the_portal_counts_them(asking):
    problem = asking.page.get_by_label("What is the problem?")
    counter = problem.locator("xpath=following-sibling::*[1]")
    most = int(problem.get_attribute("data-count"))
    expect(counter).to_have_text(f"{most:,} characters left")
    problem.fill("x" * (most - 1))
    expect(counter).to_have_text("1 character left")
    full = f"x\n{'x' * (most - 2)}"
    problem.fill(full)
    expect(counter).to_have_text("0 characters left")
    asking.page.get_by_label(TITLE).fill("Map our shootings")
    asking.presses("Save draft")
    asking.reads("saved. The site's points of contact can read it")
    with acting_atomic("system:demo"):
        assert TTARequest.objects.get().problem == full
    for more, said in ((1, "1 character too many"), (1_000, "1,001 characters too many")):
        # A browser lets nobody type that much, but a draft of before may be as long.
        problem.evaluate("(area, more) => area.value += 'x'.repeat(more)", more)
        problem.dispatch_event("input")
        expect(counter).to_have_text(said)


def test_what_cannot_be_undone_is_asked_first(lee_liaison, visit):
    lee = visit(lee_liaison, then="/updates/new/")
    lee.page.get_by_label("What happened?").fill("Met the chief.")
    lee.presses("Save draft")
    lee.presses("Delete draft")
    dialog = lee.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Delete this draft? You can't undo this.")
    dialog.get_by_role("button", name="Go back").click()
    expect(lee.page.get_by_role("button", name="Delete draft")).to_be_focused()
    lee.presses("Delete draft")
    dialog.get_by_role("button", name="Yes, continue").click()
    lee.reads("Draft deleted.")


def test_five_minutes_before_sign_out_a_dialog_warns(lee_liaison, visit, begins_at):
    lee = visit(lee_liaison, then="/updates/new/", at=FRIDAY_1650)
    warning = lee.page.get_by_role("dialog", name="You'll be signed out in 5 minutes")
    lee.page.clock.fast_forward(timedelta(minutes=24).total_seconds() * 1000)
    expect(warning).to_be_hidden()
    lee.page.clock.fast_forward(timedelta(minutes=2).total_seconds() * 1000)
    expect(warning).to_be_visible()
    lee.picture("idle")
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()


def test_the_menu_folds_at_320_pixels(cora_coordinator, visit):
    cora = visit(cora_coordinator, then="/triage/", viewport={"width": 320, "height": 640})
    menu = cora.page.get_by_role("button", name="Menu")
    link = cora.page.get_by_role("navigation", name="Main").get_by_role("link", name="Requests")
    expect(link).to_be_hidden()
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    cora.picture("menu")
    link.click()
    expect(cora.page).to_have_url(re.compile("/requests/$"))
    cora.fits()


def test_a_clock_runs_on_without_being_announced(
    friday, sent_by, dana_of_riverton, riverton, visit
):
    tta_request = sent_by(dana_of_riverton, riverton)
    dana = visit(dana_of_riverton, then=f"/requests/{tta_request.number}/", at=FRIDAY_1650)
    figure = dana.page.locator("main [data-clock]")
    before = figure.inner_text()
    dana.page.clock.fast_forward(5 * 60 * 1000)
    expect(figure).not_to_have_text(before)
    assert re.fullmatch(r"1 day [3-6] min", figure.inner_text()), figure.inner_text()
    assert dana.page.locator("#psp-status").inner_text() == ""
    assert figure.evaluate("e => !e.closest('[aria-live], [role=status], [role=timer]')")


def test_a_long_site_name_and_unread_notices_fit_320_pixels(
    member, lakeside, visit, sent_by, gun_violence, standards, drain
):
    with acting_atomic("system:demo"):
        lakeside.name = "Example Twin Cities, EX"
        lakeside.save(update_fields=["name"])
    contact = member(lakeside, "point-of-contact", "law-enforcement").user
    sent_by(contact, lakeside)
    drain()
    there = visit(contact, viewport={"width": 320, "height": 700}, then="/requests/")
    there.page.evaluate(
        "document.querySelector('.psp-inbox').insertAdjacentHTML('beforeend', ' <b>30</b>')"
    )
    there.fits()


def test_the_reason_is_asked_of_critical_requests_only(asking):
    why = asking.page.get_by_label("Why is it critical?")
    expect(why).to_be_hidden()
    asking.page.get_by_label("Critical", exact=True).check()
    expect(why).to_be_visible()
    assert (
        "(optional)"
        not in asking.page.locator("label", has_text="Why is it critical?").inner_text()
    )
    why.fill("Three people were shot.")
    asking.page.get_by_label("Expedited", exact=True).check()
    expect(why).to_be_hidden()
    asking.page.set_viewport_size({"width": 320, "height": 700})
    over = asking.page.evaluate(
        "[...document.querySelectorAll('.psp-tile label')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"
    )
    assert over == []


RING = """() => {
  const at = document.activeElement;
  const drawn = at.matches(".psp-tile input") ? at.nextElementSibling : at;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(drawn);
  return at === document.body ? null : [at.outerHTML, [outlineStyle, outlineWidth, outlineColor].join(" ")];
}"""


@pytest.mark.parametrize("width", [1280, 320])
def test_whatever_has_the_focus_has_the_portals_ring(asking, width):
    asking.page.set_viewport_size({"width": width, "height": 700})
    seen = {}
    for _ in range(60):
        asking.page.keyboard.press("Tab")
        found = asking.page.evaluate(RING)
        # The parts of a date are the browser's own; it draws the last one itself.
        if found and 'type="date"' not in found[0]:
            seen[found[0]] = found[1]
    assert len(seen) > 25
    assert set(seen.values()) == {"solid 3px rgb(0, 118, 214)", "solid 3px rgb(255, 190, 46)"}


def test_without_a_signal_nothing_is_sent_and_one_banner_says_so(asking):
    page = asking.page
    page.get_by_label("What do you need?").fill("Start a weekly review")
    page.context.set_offline(offline=True)
    for _ in range(2):
        page.get_by_role("button", name="Save draft").click()
    banner = page.locator("#psp-offline")
    expect(banner).to_be_visible()
    expect(page.locator("main").get_by_text("You're offline")).to_have_count(1)
    assert page.get_by_label("What do you need?").input_value() == "Start a weekly review"
    assert requests_made() == 0
    page.context.set_offline(offline=False)
    expect(banner).to_be_hidden()
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile(r"/edit/$"))
    assert requests_made() == 1
    asking.said.clear()  # Chromium says that the autosave had no network


def test_the_bar_follows_the_list_and_says_how_many_are_selected(
    cora_coordinator, sent_by, dana_of_riverton, riverton, visit
):
    for _ in range(12):
        sent_by(dana_of_riverton, riverton, urgency="routine")
    cora = visit(cora_coordinator, then="/triage/", viewport={"width": 1280, "height": 640})
    bar = cora.page.locator(".psp-bulkbar")
    expect(bar).to_contain_text("0 selected")
    boxes = cora.page.locator("#together input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(bar).to_contain_text("2 selected")
    expect(bar).to_be_in_viewport(ratio=1)
    bar.get_by_role("button").click()
    cora.page.get_by_role("button", name="Acknowledge 2 requests").click()
    expect(cora.page.locator("main")).to_contain_text("2 requests acknowledged.")


def test_filters_open_in_place_with_their_counts(
    cora_coordinator, sent_by, dana_of_riverton, riverton, visit
):
    sent_by(dana_of_riverton, riverton, urgency="routine")
    cora = visit(cora_coordinator, then="/requests/?status=open")
    cora.page.get_by_role("link", name="Filter and sort").click()
    chosen = cora.page.get_by_label("Urgency")
    expect(chosen.locator("option", has_text="Routine (1)")).to_have_count(1)
    chosen.select_option("critical")
    cora.page.get_by_role("button", name="Apply filters").click()
    expect(cora.page.locator("main")).to_contain_text("No requests match these filters.")
    cora.page.get_by_role("link", name="Urgency: Critical").click()
    expect(cora.page).to_have_url(re.compile(r"status=open"))
    expect(cora.page.get_by_role("link", name="Filter and sort")).to_be_visible()
