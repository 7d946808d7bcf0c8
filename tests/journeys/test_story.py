"""The story of PRODUCT 6.8, up to confirmation and evaluation, by everybody who has a part in it."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from foundation.accounts.models import PortalSession as Session
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tests.journeys.conftest import FRIDAY_1650
from tta_requests.models import Clock

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

TITLE = "Start a weekly review of nonfatal shootings"
PROBLEM = "Three units keep separate lists of nonfatal shootings, and no one sees all of them."


@pytest.fixture
def people(
    standards, riverton, lakeside, dana_of_riverton, lee_liaison, atf_of_riverton, omar_of_lakeside,
    cora_coordinator, best_provider, second_provider, pat_provider, sam_provider, gun_violence,
):  # fmt: skip
    """Everybody of the story is there before it begins."""


def link_in_mail_to(user) -> str:
    """The last link a person was sent about an offer."""
    letters = [letter for letter in mail.outbox if user.email in letter.to]
    links = re.findall(r"https?://\S+/offers/\S+", "\n".join(str(one.body) for one in letters))
    assert links, [letter.subject for letter in mail.outbox]
    return links[-1]


def test_from_a_friday_afternoon_to_the_evaluation(
    friday, people, visit, drain, dana_of_riverton, pat_provider, cora_coordinator, lee_liaison,
    omar_of_lakeside,
):  # fmt: skip
    # The point of contact begins, is interrupted, and finds the draft again.
    dana = visit(dana_of_riverton, then="/requests/new/")
    dana.picture("01-new")
    dana.page.get_by_label("What do you need?").fill(TITLE)
    dana.page.get_by_label("Core area").select_option("gun-violence")
    dana.presses("Save draft")
    dana.reads("can read it. DOJ can't see it until you submit it.")
    number = re.search(r"PSP-2026-\d+", dana.page.url)[0]
    dana.picture("02-draft")
    dana.goes_to(f"/requests/{number}/")
    expect(dana.page.get_by_label("What do you need?")).to_have_value(TITLE)
    dana.page.get_by_label("What is the problem?").fill(PROBLEM)
    dana.page.get_by_label("What should change?").fill("One weekly meeting with one case list.")
    dana.presses("Submit request")
    dana.picture("03-submitted")
    dana.reads("We have your request.", "Mon Nov 23, 5:00 pm CT", "1 business day")
    assert Message.objects.filter(kind="tta_requests.route", state="queued").exists()

    # The worker comes: matched and offered, and the page says why.
    drain()
    dana.page.reload()
    dana.picture("04-offered")
    dana.reads(
        "Waiting for Demonstration Provider 1. You don't need to do anything now.",
        "Why this provider",
        "Gun Violence requests go to ATF; ATF of Riverton holds its seat at this site.",
    )
    dana.goes_to("/inbox/")
    dana.picture("05-inbox")
    dana.reads(number)

    # The provider answers on a phone, from the mail's link.
    pat = visit(pat_provider, phone=True, then=link_in_mail_to(pat_provider))
    pat.reads("Can you take this on?", PROBLEM)
    pat.fits()
    pat.picture("06-offer-phone")
    pat.ticks("We have no conflict of interest with this site")
    pat.presses("Accept for Demonstration Provider 1")
    pat.reads("Offer accepted.")
    pat.picture("07-accepted-phone")
    drain()

    # The coordinator sees what waits, acknowledges and confirms; staff talk among themselves.
    cora = visit(cora_coordinator)
    cora.reads(TITLE, "Demonstration Provider 1 accepted.")
    cora.picture("08-my-day")
    cora.goes_to("/triage/")
    cora.reads("1 request needs a decision.", "who has accepted")
    cora.picture("08-triage")
    cora.page.get_by_role("link", name=TITLE).first.click()
    cora.picture("09-in-hand")
    cora.goes_to(f"/requests/{number}/")
    cora.picture("10-coordinator")
    cora.presses("Acknowledge")
    cora.presses("Confirm Demonstration Provider 1")
    cora.reads("is confirmed and writes the scope of work")
    cora.page.get_by_label("Message", exact=True).fill("Keep an eye on the travel budget here.")
    cora.ticks("Internal: DOJ staff only")
    cora.presses("Send message")
    cora.reads("Keep an eye on the travel budget here.")
    cora.picture("11-confirmed")
    drain()
    dana.goes_to(f"/requests/{number}/")
    dana.reads("Nothing needs you right now")
    dana.misses("travel budget")
    dana.picture("12-scoping")

    # The liaison logs the visit on a phone; the session is lost and the text is not.
    lee = visit(lee_liaison, phone=True, then=f"/updates/new/?request={number}")
    lee.picture("13-log-phone")
    lee.ticks("Visit")
    summary = lee.page.get_by_label("What happened?")
    summary.fill("Met the shooting review group.")
    summary.blur()
    expect(lee.page.locator(".psp-saved")).to_contain_text("Saved")
    Session.objects.all().delete()
    summary.fill("Met the shooting review group. The first case list is agreed.")
    summary.blur()
    expect(lee.page.locator(".psp-saved")).to_contain_text("Saved on this device")
    lee.picture("14-signed-out-phone")
    lee.presses("Submit update")
    lee.signs_in(lee_liaison)
    lee.picture("15-restored-phone")
    expect(lee.page.get_by_label("What happened?")).to_have_value(
        "Met the shooting review group. The first case list is agreed."
    )
    lee.presses("Submit update")
    lee.reads("Update submitted.")
    lee.fits()
    lee.picture("16-logged-phone")
    dana = visit(dana_of_riverton, then="/updates/")
    dana.reads("The first case list is agreed.")
    dana.picture("17-updates")
    dana.goes_to("/sites/riverton-ex/workspace/")
    dana.reads(TITLE, "The first case list is agreed.")
    dana.picture("17-workspace")

    # The provider writes the scope, both sides sign it, the work is done and confirmed.
    pat = visit(pat_provider, then=f"/requests/{number}/")
    pat.presses("Write the scope")
    pat.presses("Write the scope")
    pat.page.get_by_label("What will be done?").fill("Meet weekly with one case list.")
    pat.page.get_by_label("Effort in hours").fill("40")
    pat.page.get_by_label("From").fill("2026-12-01")
    pat.page.get_by_label("Until").fill("2027-01-15")
    pat.picture("20-write-scope")
    pat.presses("Send for signature")
    pat.reads("Version 1 saved.")
    drain()
    dana.goes_to(f"/requests/{number}/")
    dana.presses("Sign the scope")
    dana.picture("21-scope")
    dana.presses("Sign for the site")
    dana.reads("Scope signed. The other side needs to sign next.")
    cora = visit(cora_coordinator, then=f"/requests/{number}/scope/")
    cora.presses("Sign for DOJ")
    cora.reads("Scope signed by both sides. The work is scheduled.")
    drain()
    pat.goes_to(f"/requests/{number}/")
    pat.presses("Start delivery")
    pat.presses("Report delivery")
    pat.page.get_by_label("What was delivered?").fill("A weekly review with one case list.")
    pat.presses("Report delivery")
    pat.reads("Delivery reported.")
    drain()
    dana = visit(dana_of_riverton, phone=True, then=f"/requests/{number}/")
    dana.reads(
        "Did you receive everything that was agreed?", "Request and scope of work", "40 hours"
    )
    dana.picture("22-delivered-phone")
    dana.presses("Confirm delivery")
    dana.reads("Delivery confirmed.")
    dana.fits()
    dana.picture("23-confirmed-phone")

    # Both are asked how it went; each answers once, and staff see what it adds up to.
    drain()
    dana.page.reload()
    dana.presses("Complete the evaluation")
    dana.reads("How much did the help change what you wanted to change?")
    dana.page.get_by_role("radio", name="4 Mostly").first.check(force=True)
    dana.page.get_by_label("Comments").fill("The list is read every Monday.")
    dana.fits()
    dana.picture("24-evaluation-phone")
    dana.presses("Submit evaluation")
    dana.reads("Your answer helps us choose providers.")
    dana.misses("Complete the evaluation")
    pat = visit(pat_provider, then=f"/requests/{number}/")
    pat.presses("Complete the evaluation")
    pat.reads("How well did the site take part?")
    pat.page.get_by_role("radio", name="5 Fully").first.check(force=True)
    pat.presses("Submit evaluation")
    pat.reads("Thank you.")
    cora = visit(cora_coordinator, then="/evaluations/")
    cora.picture("25-evaluations")
    cora.reads("100%", "4.0", "5.0")

    # A user of another site finds none of it.
    omar = visit(omar_of_lakeside, then="/requests/")
    omar.misses(number, TITLE)
    omar.goes_to(f"/requests/?q={number}")
    omar.misses(TITLE)
    omar.picture("18-other-site")
    for path in (
        f"/requests/{number}/",
        f"/requests/{number}/edit/",
        "/sites/riverton-ex/team/",
        "/sites/riverton-ex/workspace/",
    ):
        assert omar.goes_to(path) == 404
    omar.misses(TITLE)
    omar.picture("19-not-found")
    omar.goes_to("/inbox/")
    omar.misses(number)
    omar.goes_to("/updates/")
    omar.misses("case list")
    omar.goes_to("/my-day/")
    omar.misses(number, TITLE)


def test_a_clock_over_thanksgiving_says_what_it_skips(
    friday, sent_by, dana_of_riverton, riverton, visit
):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    dana = visit(dana_of_riverton, then=f"/requests/{tta_request.number}/")
    dana.reads("Due Tue Nov 24, 5:00 pm CT", "2 business days")
    with acting_atomic("system:demo"):
        Clock.objects.filter(kind="acknowledge").update(
            state="met", stopped_at=FRIDAY_1650, fires_at=None
        )
    dana.page.reload()
    dana.picture("thanksgiving")
    dana.reads("Due Mon Nov 30, 5:00 pm CT", "5 business days; Thanksgiving, Thu Nov 26, skipped")
