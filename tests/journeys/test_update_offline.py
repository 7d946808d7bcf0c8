"""An update typed on a phone arrives once, under its author, whatever happens to network and session."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Route, expect

from engagements.models import Commitment
from foundation.tenancy.context import acting_atomic
from liaisons.models import EngagementUpdate
from tests.factories.liaisons import EngagementUpdateFactory
from tests.journeys.test_session_ends import COPIES, session_ends

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

SAID = "Met the chief on the road to the substation."
PROMISED = "Send the retention schedule"
SMALL = {"width": 320, "height": 640}


def logged() -> list[EngagementUpdate]:
    with acting_atomic("system:demo"):
        return list(EngagementUpdate.objects.select_related("author"))


@pytest.fixture
def lee(friday, riverton, lee_liaison, visit):
    """Lee in front of an empty update, on a small phone."""
    return visit(lee_liaison, then="/updates/new/", viewport=SMALL)


def fill_in(person) -> None:
    person.ticks("Visit")
    person.ticks("Today")
    person.page.get_by_label("What happened?").fill(SAID)


def test_it_arrives_once_after_a_cut_network_and_an_ended_session(
    lee, lee_liaison, lakeside, member
):
    kim = member(lakeside, "strategic-site-liaison", "liaison", name="Kim").user
    page = lee.page
    page.context.route("**/*", lambda route: route.abort())
    fill_in(lee)
    lee.presses("Submit update")
    lee.reads("The portal isn't answering. Your text is still on this page.")
    expect(page.get_by_label("What happened?")).to_have_value(SAID)
    lee.fits()
    page.context.unroute("**/*")
    session_ends(lee)
    lee.presses("Submit update")
    expect(page).to_have_url(re.compile("/accounts/login/"))

    lee.signs_in(kim)
    expect(page.get_by_label("What happened?")).to_have_value("")
    expect(page.get_by_text("This device has text that was never submitted.")).to_be_hidden()
    session_ends(lee)
    lee.goes_to("/updates/new/")
    lee.signs_in(lee_liaison)
    expect(page.get_by_label("What happened?")).to_have_value(SAID)
    assert logged() == []

    with page.context.expect_page() as opened:
        page.evaluate("window.open(location.href)")
    second = opened.value
    expect(second.get_by_label("What happened?")).to_have_value(SAID)
    page.get_by_role("button", name="Submit update").dblclick()
    lee.reads("Update submitted.")
    second.get_by_role("button", name="Submit update").click()
    expect(second).to_have_url(page.url)
    assert [(each.author, each.state, each.summary) for each in logged()] == [
        (lee_liaison, "submitted", SAID)
    ]
    assert page.evaluate(COPIES) == 0
    lee.said.clear()  # Chromium says that the network was cut


def test_an_answer_lost_on_its_way_makes_no_second_update(lee):
    page = lee.page

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.context.route("**/updates/new/*", lose)
    page.context.route("**/autosave/", lambda route: route.abort())
    fill_in(lee)
    with page.expect_event("requestfailed", lambda sent: "/updates/new/" in sent.url):
        lee.presses("Submit update")
    page.context.unroute("**/updates/new/*")
    page.context.unroute("**/autosave/")
    lee.goes_to("/updates/new/")
    lee.reads("This device has text that was never submitted.")
    page.get_by_role("link", name=re.compile("Open the update you typed at")).click()
    expect(page).to_have_url(re.compile(r"/updates/[0-9a-f-]{36}/$"))
    lee.reads(SAID)
    assert page.evaluate(COPIES) == 0
    assert len(logged()) == 1
    lee.said.clear()  # Chromium says that the network was cut


def take_on(person) -> None:
    """Type a commitment made on the spot and check one that is done."""
    person.page.get_by_text("Add commitments (optional)").click()
    person.page.get_by_label("Commitment 1").fill(PROMISED)
    person.page.get_by_label("Due in (business days)").first.fill("5")
    person.page.locator("main label", has_text="Relabel the bins").click()


def commitments() -> dict[str, str]:
    """Return every commitment by its text, and who finished it."""
    with acting_atomic("system:demo"):
        rows = Commitment.objects.select_related("done_by")
        return {each.text: each.done_by.name if each.done_by else "" for each in rows}


@pytest.fixture
def bins(riverton, friday):
    with acting_atomic("system:demo"):
        return Commitment.objects.create(
            site=riverton,
            text="Relabel the bins",
            owed_by="site",
            due_on=date(2026, 12, 4),
            made_at=datetime(2026, 11, 2, 15, tzinfo=UTC),
        )


@pytest.mark.parametrize("portal_got_it", [True, False])
def test_cut_while_it_is_sent_and_signed_out_it_arrives_once_with_all_it_says(
    bins, lee, lee_liaison, lakeside, member, portal_got_it
):
    """The network is cut while the form is on its way, before the portal has it or after."""
    kim = member(lakeside, "strategic-site-liaison", "liaison", name="Kim").user
    page = lee.page

    def cut(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        if portal_got_it:
            route.fetch(max_redirects=0)
        return route.abort()

    page.context.route("**/updates/new/*", cut)
    page.context.route("**/autosave/", lambda route: route.abort())
    lee.goes_to("/updates/new/")
    fill_in(lee)
    take_on(lee)
    lee.fits()
    lee.picture("filled-in")
    with page.expect_event("requestfailed", lambda sent: "/updates/new/" in sent.url):
        lee.presses("Submit update")
    page.context.unroute("**/updates/new/*")
    page.context.unroute("**/autosave/")
    assert len(logged()) == int(portal_got_it)

    session_ends(lee)
    lee.goes_to("/updates/new/")
    lee.signs_in(kim)
    expect(page.get_by_label("What happened?")).to_have_value("")
    expect(page.get_by_text("This device has text that was never submitted.")).to_be_hidden()
    session_ends(lee)
    lee.goes_to("/updates/new/")
    lee.signs_in(lee_liaison)
    if portal_got_it:
        page.get_by_role("link", name=re.compile("Open the update you typed at")).click()
        expect(page).to_have_url(re.compile(r"/updates/[0-9a-f-]{36}/$"))
    else:
        expect(page.get_by_label("What happened?")).to_have_value(SAID)
        expect(page.get_by_label("Commitment 1")).to_have_value(PROMISED)
        with page.context.expect_page() as opened:
            page.evaluate("window.open(location.href)")
        second = opened.value
        expect(second.get_by_label("Commitment 1")).to_have_value(PROMISED)
        page.get_by_role("button", name="Submit update").dblclick()
        lee.reads("Update submitted.")
        second.get_by_role("button", name="Submit update").click()
        expect(second).to_have_url(page.url)
    lee.reads(SAID, PROMISED)
    assert page.evaluate(COPIES) == 0
    assert [(each.author, each.state, each.summary) for each in logged()] == [
        (lee_liaison, "submitted", SAID)
    ]
    assert commitments() == {PROMISED: "", "Relabel the bins": lee_liaison.name}
    lee.said.clear()  # Chromium says that the network was cut


def test_another_person_on_that_phone_does_not_submit_it(lee, lee_liaison, lakeside, member):
    kim = member(lakeside, "strategic-site-liaison", "liaison", name="Kim").user
    page = lee.page
    page.context.route("**/autosave/", lambda route: route.abort())
    fill_in(lee)
    with page.context.expect_page() as opened:
        page.evaluate("window.open('/updates/')")
    session_ends(lee)
    lee.page = opened.value
    lee.goes_to("/my-day/")
    lee.signs_in(kim)
    page.get_by_role("button", name="Submit update").click()
    expect(page.get_by_text("Someone else is signed in.").first).to_be_visible()
    assert logged() == []
    session_ends(lee)
    lee.goes_to("/my-day/")
    lee.signs_in(lee_liaison)
    page.get_by_role("button", name="Submit update").click()
    expect(page).to_have_url(re.compile(r"/updates/[0-9a-f-]{36}/$"))
    assert [(each.author, each.summary) for each in logged()] == [(lee_liaison, SAID)]
    lee.said.clear()  # Chromium says that the network was cut


def kept(page, pk: str, **changes: str) -> None:
    """Leave a copy on the device as an earlier visit did."""
    typed = {"kind": "visit", "when": "2026-11-02", "summary": SAID, "next": "2026-11-10"} | changes
    page.evaluate(
        "([pk, fields]) => localStorage.setItem("
        "`psp-draft:${document.body.dataset.person}:update:${pk}`,"
        "JSON.stringify({at: Date.now(), version: '1', fields}))",
        [pk, [[name, value] for name, value in typed.items()]],
    )


def test_an_old_copy_keeps_its_days_and_never_replaces_newer_text(lee, lee_liaison, riverton):
    with acting_atomic("system:demo"):
        draft = EngagementUpdateFactory(
            site=riverton, author=lee_liaison, draft=True, summary="Newer.", version=3
        )
    kept(lee.page, str(draft.pk), site=str(riverton.pk))
    lee.goes_to(f"/updates/new/?draft={draft.pk}")
    expect(lee.page.get_by_label("What happened?")).to_have_value(SAID)
    expect(lee.page.locator("[name=occurred_on]")).to_have_value("2026-11-02")
    expect(lee.page.locator("[name=next_contact_on]")).to_have_value("2026-11-10")
    expect(lee.page.get_by_label("Pick a date").first).to_be_checked()
    lee.presses("Save draft")
    lee.reads("Someone else changed this")
    assert [each.summary for each in logged()] == ["Newer."]
    lee.said.clear()  # Chromium says that the answer was a conflict


def test_a_copy_goes_when_it_is_discarded_or_the_portal_has_all_of_it(lee, lee_liaison, riverton):
    with acting_atomic("system:demo"):
        had = EngagementUpdateFactory(site=riverton, author=lee_liaison, summary=SAID)
    kept(lee.page, str(had.pk), findings="Only typed here.")
    lee.goes_to(had.get_absolute_url())
    assert lee.page.evaluate(COPIES) == 1
    lee.goes_to("/updates/new/")
    lee.page.get_by_role("button", name=re.compile("Discard the update you typed at")).click()
    lee.page.get_by_role("dialog").get_by_role("button", name="Yes, continue").click()
    expect(lee.page.get_by_text("This device has text that was never submitted.")).to_be_hidden()
    assert lee.page.evaluate(COPIES) == 0
    kept(lee.page, str(had.pk))
    lee.goes_to(had.get_absolute_url())
    assert lee.page.evaluate(COPIES) == 0


def test_a_draft_that_shows_the_same_text_needs_no_copy(lee, lee_liaison, riverton):
    fill_in(lee)
    lee.presses("Save draft")
    lee.reads("Draft saved.")
    page = lee.page
    page.get_by_label("What happened?").press_sequentially(" And")
    assert page.evaluate(COPIES) == 1
    for _ in " And":
        page.get_by_label("What happened?").press("Backspace")
    assert page.evaluate(COPIES) == 0
    (draft,) = logged()
    today = str(draft.occurred_on)
    kept(page, str(draft.pk), site=str(riverton.pk), when=today, next="", risk="none")
    page.reload()
    assert page.evaluate(COPIES) == 0
