"""An agency applies by the keyboard alone, on a small phone, and goes on at a desk."""

import pytest
from django.core.cache import cache

from applications.models import Application
from foundation.tenancy.context import acting_atomic
from tests.applications.conftest import (  # noqa: F401 -- fixtures
    AGENCY,
    EMAIL,
    NOW,
    TEXTS,
    acting_as,
    mailed_token,
    number,
    round_2027,
)
from tests.cast import drain_outbox
from tests.journeys.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
SMALL = {"width": 320, "height": 640}
REQUIREMENTS = 4


@pytest.fixture
def opened(begins_at, request):
    """Open a round while the portal's clock shows its second day."""
    cache.clear()
    begins_at(NOW)
    return request.getfixturevalue("round_2027")


def test_an_application_by_keyboard_at_320_pixels_goes_on_at_another_device(opened, visit):
    phone = visit(viewport=SMALL)
    hands = Hands(phone)
    phone.goes_to("/apply/start/")
    hands.tabs_to("Your work email address")
    hands.types(EMAIL)
    hands.enters()
    drain_outbox()
    draft = f"/apply/{mailed_token()}/"

    phone.goes_to(f"{draft}agency/")
    for label, name in (
        ("Agency name", "agency_name"),
        ("ORI", "ori"),
        ("State", "state"),
        ("Contact's name", "contact_name"),
        ("Contact's title", "contact_title"),
    ):
        hands.tabs_to(f"^{label}")
        hands.types("Texas" if name == "state" else AGENCY[name])
    phone.fits()
    hands.tabs_to("^Save and continue$")
    hands.enters()
    for _ in range(REQUIREMENTS):
        hands.tabs_to("^Yes$")
        hands.presses("Space")
    hands.tabs_to("^Save and continue$")
    hands.enters()
    phone.fits()
    hands.tabs_to("Not yet$")
    hands.presses("Space", "ArrowDown")
    hands.tabs_to("^Save and continue later$")
    hands.enters()

    desk = visit()
    hands = Hands(desk)
    desk.goes_to(f"{draft}areas/")
    assert desk.page.get_by_label("Starting").is_checked()
    desk.goes_to(f"{draft}change/")
    for label, name in (("The problem", "problem"), ("What you want to change", "change")):
        hands.tabs_to(f"^{label}")
        hands.types(TEXTS[name])
    hands.tabs_to("^Save and continue$")
    hands.enters()
    desk.goes_to(draft)
    hands.tabs_to("^Submit application$")
    hands.enters()
    hands.tabs_to("^Submit application$")
    hands.enters()
    desk.reads("Application submitted.")
    with acting_atomic("system:outbox"):
        made = Application.objects.get()
        assert (made.status, made.ori, made.problem) == (
            "submitted",
            AGENCY["ori"],
            TEXTS["problem"],
        )
