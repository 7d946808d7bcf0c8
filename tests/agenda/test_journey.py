"""The calendar in a browser: the month by keyboard at a desk, a list on a narrow phone, the address."""

from datetime import date

import pytest
from playwright.sync_api import expect

from foundation.tenancy.context import acting_atomic
from tests.factories.summits import SummitFactory

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 320, "height": 700}


def test_a_month_by_keyboard_and_on_a_narrow_phone(full, visit, cora_coordinator):
    desk = visit(cora_coordinator)
    desk.goes_to("/calendar/?month=2026-12")
    desk.fits()
    desk.picture("month")
    cell = desk.page.get_by_role("cell", name="Commitment due")
    expect(cell).to_be_visible()
    cell.get_by_role("link").focus()
    desk.page.keyboard.press("Enter")
    expect(desk.page).to_have_url(f"{desk.base}/requests/{full.number}/#work")
    desk.goes_to("/calendar/?month=2026-12&view=agenda")
    desk.reads("Words of the commitment", "All day")
    desk.picture("agenda")

    phone = visit(cora_coordinator, viewport=NARROW)
    phone.goes_to("/calendar/?month=2026-12")
    phone.fits()
    phone.reads("Thu Dec 10", "Commitment due")
    expect(phone.page.locator("main").get_by_text("Fri Dec 11")).to_be_hidden()
    phone.picture("narrow")
    phone.goes_to("/calendar/?month=2026-12&view=agenda")
    phone.fits()
    phone.picture("narrow-agenda")


def test_an_address_is_made_and_replaced_after_a_question(visit, lee_liaison):
    here = visit(lee_liaison)
    here.goes_to("/calendar/feed/")
    here.presses("Create address")
    here.reads("Copy your calendar's address now", "Anyone who has it")
    here.fits()
    here.picture("address")
    first = here.page.locator(".psp-token").inner_text()
    here.presses("Replace address")
    here.page.get_by_role("dialog").get_by_role("button", name="Yes, continue").click()
    expect(here.page.locator(".psp-token")).not_to_have_text(first)


def test_a_summit_of_several_days_fits_on_a_desk_and_a_narrow_phone(
    december, visit, lee_liaison, riverton
):
    with acting_atomic("system:demo"):
        summit = SummitFactory(
            slug="2026", starts_on=date(2026, 12, 8), ends_on=date(2026, 12, 10), status="approved"
        )
    for viewport in (None, NARROW):
        here = visit(lee_liaison, **({"viewport": viewport} if viewport else {}))
        for path in ("/calendar/?month=2026-12", "/calendar/?month=2026-12&view=agenda"):
            here.goes_to(path)
            here.fits()
            expect(here.page.get_by_role("link", name=summit.name)).to_have_count(3)
        here.goes_to("/search/?q=violent+crime+2026")
        here.fits()
        here.page.get_by_role("link", name=summit.name).click()
        expect(here.page).to_have_url(f"{here.base}/summits/2026/")
