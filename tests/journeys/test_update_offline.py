"""An update typed on a phone arrives once, under its author, whatever happens to network and session."""

import re

import pytest
from playwright.sync_api import Route, expect

from foundation.tenancy.context import acting_atomic
from liaisons.models import EngagementUpdate
from tests.journeys.test_session_ends import COPIES, session_ends

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

SAID = "Met the chief on the road to the substation."
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
