"""A summit from its plan to the request that a session led to, by the people who do each part."""

import re
from datetime import UTC, date, datetime

import pytest

from foundation.accounts.models import User
from foundation.tenancy.context import acting_atomic
from sites.actions.reference import load_public_forms
from sites.models import PublicForm
from summits.actions import reference
from summits.models import Registration
from tests.factories.accounts import UserFactory
from tests.journeys.hands import Hands
from tests.reference.files import rows

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
SMALL = {"width": 320, "height": 640}
PLANNED = datetime(2026, 12, 7, 15, tzinfo=UTC)
FIRST_DAY = datetime(2027, 9, 14, 12, 30, tzinfo=UTC)  # 8:30 am in Chicago
SUMMIT = "/summits/2027/"


@pytest.fixture
def reference_data(standards, gun_violence):
    """Load what every summit begins with; the forms have numbers, as production's will."""
    with acting_atomic("system:reference"):
        reference.load_lead_times(rows("summits/data/lead_times.csv"))
        reference.load_seat_rules(rows("summits/data/seat_rules.csv"))
        load_public_forms(rows("sites/data/public_forms.csv"))
        PublicForm.objects.update(omb_number="1121-0000", expires_on=date(2030, 1, 31))


@pytest.fixture
def delegates(ula_of_riverton) -> dict[str, User]:
    """Three people by the seat they are nominated for; the second one belongs to Riverton's team."""
    return {
        "Crime analyst": UserFactory(name="Ana Analyst"),
        "U.S. Attorney's Office": ula_of_riverton,
        "Your choice": UserFactory(name="Cho Choice"),
    }


def test_a_summit_from_its_plan_to_a_request(
    begins_at,
    reference_data,
    visit,
    drain,
    delegates,
    mona_manager,
    dana_of_riverton,
    omar_of_lakeside,
):
    begins_at(PLANNED)
    mona = visit(mona_manager)
    mona.goes_to("/summits/")
    plans(mona)
    builds_by_keyboard(mona)
    mona.goes_to(f"{SUMMIT}places/")
    mona.page.get_by_label("Number of places").fill("2")
    mona.presses("Set the number of places")

    dana = visit(dana_of_riverton, then=f"{SUMMIT}delegation/riverton-ex/")
    for seat, person in delegates.items():
        nominates(dana, seat, person)
    dana.picture("3-nominated")
    drain()
    first, second, third = delegates.values()
    registers(visit, first, "Confirmed")
    registers(visit, second, "Confirmed")
    registers(visit, third, "On the wait-list, number 1")
    gives_up(visit, first)
    drain()
    waited = visit(third, then=f"{SUMMIT}delegation/")
    waited.reads("Delegate: Confirmed")
    waited.picture("5-moved-up")
    sees_nothing(visit(omar_of_lakeside, then=f"{SUMMIT}delegation/"), delegates)

    mona.goes_to(SUMMIT)
    mona.presses("Lock agenda")
    mona.presses("Lock agenda")
    begins_at(FIRST_DAY)
    mona = visit(mona_manager, viewport=SMALL)
    mona.goes_to(SUMMIT)
    mona.presses("Start summit")
    mona.presses("Start summit")
    mona.goes_to(f"{SUMMIT}check-in/phone/")
    mona.page.get_by_label("Name, site, or code").fill(second.name)
    mona.presses(f"Check in {second.name}")
    mona.reads("Everything is sent.")
    mona.fits()
    mona.picture("6-checked-in-phone")
    asks_for_help(visit(second, then=f"{SUMMIT}my-agenda/", viewport=SMALL))
    mona.goes_to(f"{SUMMIT}follow-up/")
    mona.reads("Weekly shooting reviews")
    mona.picture("8-follow-up-phone")


def plans(mona):
    """Plan the summit, record both approvals, and open registration."""
    mona.presses("Plan a summit")
    for label, value in (
        ("Name", "2027 Violent Crime Summit"),
        ("Web address", "2027"),
        ("First day", "2027-09-14"),
        ("Last day", "2027-09-15"),
        ("City", "Example Harbor"),
        ("Venue", "Harbor Hall"),
    ):
        mona.page.get_by_label(re.compile(f"^{label}")).first.fill(value)
    mona.page.get_by_label("Time zone").select_option("America/Chicago")
    mona.presses("Plan a summit")
    for approval in ("Concept approval", "Conference approval"):
        mona.reads("Deadlines")
        mona.page.get_by_role("link", name=re.compile(f"Record approval.*{approval}")).click()
        mona.page.get_by_label("Approved on").fill("2026-12-04")
        mona.presses(f"Record approval: {approval}")
    for step in ("Approve summit", "Open registration"):
        mona.presses(step)
        mona.presses(step)
    mona.reads("Registration is open.")
    mona.picture("1-registration-open")


def builds_by_keyboard(mona):
    """Add a room and a session, and give it its time, without a mouse."""
    hands = Hands(mona)
    hands.tabs_to("^Agenda$")
    hands.enters()
    hands.tabs_to("^Add room$")
    hands.enters()
    hands.tabs_to("^Name")
    hands.types("Ballroom")
    hands.tabs_to("^Seats")
    hands.types("200")
    hands.enters()
    hands.tabs_to("^Add session$")
    hands.enters()
    hands.tabs_to("^Title")
    hands.types("Weekly shooting reviews")
    hands.enters()
    hands.tabs_to("^Find a room")
    hands.enters()
    assert hands.at() == "Move here: Ballroom, 8:00 am"
    hands.presses("ArrowDown")
    hands.enters()
    mona.reads("Session placed.", "9:00 am \N{EN DASH} 10:00 am CT")
    moves_by_keyboard(mona, hands)
    mona.picture("2-agenda")


def moves_by_keyboard(mona, hands):
    """Pick the session up and put it back, move it, and undo the move: arrow keys, Enter, and Escape."""
    assert hands.at() == "Weekly shooting reviews"
    hands.enters("m")
    assert "Leave it here" in hands.at()
    hands.presses("ArrowUp")
    assert mona.page.locator("#psp-status").text_content() == (
        "There is nothing further in that direction."
    )
    hands.presses("ArrowRight", "ArrowDown", "Home")
    assert hands.at() == "Move here: Ballroom, 10:00 am"
    hands.enters("Escape")
    assert hands.at() == "Weekly shooting reviews"
    hands.enters("m")
    hands.presses("ArrowDown")
    hands.enters()
    mona.reads("10:00 am \N{EN DASH} 11:00 am CT")
    assert hands.at() == "Weekly shooting reviews"
    hands.tabs_to("^Undo$")
    hands.enters()
    mona.reads("9:00 am \N{EN DASH} 10:00 am CT")


def nominates(dana, seat, person):
    dana.presses("Nominate")
    dana.page.get_by_label("Seat").select_option(label=seat)
    dana.page.get_by_label("Name").fill(person.name)
    dana.page.get_by_label("Email address").fill(person.email)
    dana.presses("Nominate a delegate")
    dana.reads(person.name)


def registers(visit, person, state):
    """Register as the invited person, and read there what became of it."""
    guest = visit(person, then=f"{SUMMIT}delegation/")
    guest.page.get_by_role("link", name=re.compile("^Delegate: ")).click()
    guest.presses("Register")
    guest.ticks("In person")
    guest.presses("Register")
    guest.reads("Registration saved.", state)
    guest.picture(f"4-registered-{person.name.split()[0]}")


def gives_up(visit, person):
    guest = visit(person, then=f"{SUMMIT}delegation/")
    guest.page.get_by_role("link", name=re.compile("^Delegate: ")).click()
    guest.presses("Cancel registration")
    guest.presses("Cancel registration")


def sees_nothing(omar, delegates):
    """Another site's contact finds none of the delegation, by its page or its rows' own."""
    omar.misses(*(person.name for person in delegates.values()), "Riverton")
    assert omar.goes_to(f"{SUMMIT}delegation/riverton-ex/") == 404
    with acting_atomic("system:demo"):
        keys = list(Registration.objects.values_list("pk", flat=True))
    assert {omar.goes_to(f"/summits/registrations/{key}/") for key in keys} == {404}


def asks_for_help(delegate):
    """Write a note on the session, and make a request of it on the spot."""
    delegate.presses("agenda")
    delegate.presses("Weekly shooting reviews")
    delegate.presses("Write a note")
    delegate.page.get_by_label("Note").fill("Ask for help with weekly shooting reviews.")
    delegate.presses("Save note")
    delegate.fits()
    delegate.picture("7-note-phone")
    delegate.presses("Request help")
    page = delegate.page
    page.get_by_label("What do you need?").fill("Help with weekly reviews")
    page.get_by_label("Core area").select_option("gun-violence")
    delegate.presses("Save draft")
    page.get_by_label("What is the problem?").fill("Nonfatal shootings aren't reviewed.")
    page.get_by_label("What should change?").fill("Each one is reviewed within a week.")
    delegate.presses("Submit request")
    page.get_by_text("Weekly shooting reviews, 2027 Violent Crime Summit").wait_for(
        state="attached"
    )
    delegate.fits()
    delegate.picture("9-request-phone")
