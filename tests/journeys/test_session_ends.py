"""What people typed is still there when the session ended before they sent it."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from foundation.accounts.models import PortalSession
from foundation.tenancy.context import acting_atomic
from tta_requests.models import Entry

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

SAID = "The chief asks whether March would do."
COPIES = "Object.keys(localStorage).filter(key => key.startsWith('psp-draft:')).length"


def session_ends(visitor) -> None:
    """Let the session run out: the browser still shows the page and sends the cookie."""
    with acting_atomic("system:demo"):
        PortalSession.objects.all().delete()
        Session.objects.all().delete()


@pytest.fixture
def number(friday, sent_by, dana_of_riverton, riverton) -> str:
    return sent_by(dana_of_riverton, riverton).number


def test_a_message_typed_before_the_session_ended_is_there_after_signing_in(
    number, dana_of_riverton, visit
):
    dana = visit(dana_of_riverton, then=f"/requests/{number}/")
    message = dana.page.locator(".psp-reply textarea")
    message.fill(SAID)
    session_ends(dana)
    dana.presses("Send message")
    expect(dana.page).to_have_url(re.compile("/accounts/login/"))
    dana.signs_in(dana_of_riverton)
    expect(message).to_have_value(SAID)
    dana.reads("Your text is safe. We restored it")
    dana.picture("restored")
    dana.presses("Send message")
    dana.reads(SAID)
    expect(message).to_have_value("")
    assert dana.page.evaluate(COPIES) == 0
    with acting_atomic("system:demo"):
        assert Entry.objects.filter(text=SAID).count() == 1


def test_a_colleague_at_the_same_computer_does_not_see_it(
    number, dana_of_riverton, member, riverton, visit
):
    kim = member(riverton, "point-of-contact", "usao").user
    dana = visit(dana_of_riverton, then=f"/requests/{number}/")
    message = dana.page.locator(".psp-reply textarea")
    message.fill(SAID)
    session_ends(dana)
    dana.presses("Send message")
    dana.signs_in(kim)
    expect(message).to_have_value("")
    dana.page.locator(".psp-account summary").click()
    dana.page.locator(".psp-account").get_by_role("button", name="Sign out").click()
    expect(dana.page.get_by_role("link", name="Sign in")).to_be_visible()
    dana.goes_to(f"/requests/{number}/")
    dana.signs_in(dana_of_riverton)
    expect(message).to_have_value(SAID)
    dana.page.get_by_role("button", name="Discard it").click()
    expect(message).to_have_value("")
    assert dana.page.evaluate(COPIES) == 0


def test_text_about_a_federal_item_stays_on_its_page_and_nowhere_else(
    number, dana_of_riverton, cora_coordinator, visit
):
    from tta_requests.models import TTARequest

    with acting_atomic("system:demo"):
        TTARequest.objects.filter(number=number).update(
            handling="federal", federal_agencies=["ATF"]
        )
    cora = visit(cora_coordinator, then=f"/requests/{number}/")
    message = cora.page.locator(".psp-reply textarea")
    message.fill(SAID)
    session_ends(cora)
    cora.presses("Send message")
    cora.reads("Your session ended. Your text is still on this page.")
    assert cora.page.evaluate(COPIES) == 0
    with cora.page.context.expect_page() as opened:
        cora.page.evaluate("window.open(location.href)")
    cora.page, here = opened.value, cora.page
    cora.signs_in(cora_coordinator)
    cora.page = here
    expect(message).to_have_value(SAID)
    cora.presses("Send message")
    cora.reads(SAID)
    expect(message).to_have_value("")
