"""A coordinator's morning without a mouse: ten requests, seven offered, and three that need more."""

import pytest
from playwright.sync_api import expect

from foundation.tenancy.context import acting_atomic
from tests.journeys.hands import Hands
from tta_requests.models import FederalReferral, Offer, Provider, TTARequest

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


class Triage(Hands):
    """Hands at the triage desk."""

    def opens_the_first(self):
        """To the first row of those nobody has, and into it; its title."""
        self.visitor.goes_to("/triage/?show=nobodys")
        self.presses("j")
        title = self.page.locator("tr.is-at a").inner_text()
        self.presses("o")
        expect(self.page.locator("#in-hand")).to_be_focused()
        expect(self.page.locator("#in-hand")).to_have_text(title)
        return title

    def takes(self, button):
        """To the button the request in hand waits for, and presses it."""
        self.presses("a")
        assert self.at() == button
        self.enters()


@pytest.fixture
def ten(sent_by, dana_of_riverton, riverton, best_provider, drain):
    """Ten routine requests, ranked; one provider with room for all of them."""
    with acting_atomic("system:demo"):
        Provider.objects.filter(pk=best_provider.pk).update(places=20)
    titles = [f"Request {k:02d}" for k in range(10)]
    made = {t: sent_by(dana_of_riverton, riverton, urgency="routine", title=t) for t in titles}
    drain()
    return made


def test_ten_requests_by_keyboard_alone(
    friday, ten, atf_of_riverton, cora_coordinator, mona_manager, visit, drain
):
    cora = visit(cora_coordinator, then="/triage/")
    hands = Triage(cora)
    first = []
    for _ in range(7):
        first.append(ten[hands.opens_the_first()])
        hands.takes("Acknowledge")
        cora.reads("Request acknowledged. The site can see it.")
        hands.takes("Send the offer")
        cora.reads("Offer sent to")
    cora.picture("01-seven-offered")

    hard = ten[hands.opens_the_first()]
    hands.tabs_to("^Open full page$")
    hands.enters()
    hands.tabs_to("^Assign to a colleague$")
    hands.enters()
    hands.tabs_to("Assign to")
    hands.types("Mona")
    hands.tabs_to("Note to your colleague")
    hands.types("Three chiefs have called.")
    hands.tabs_to("^Assign request$")
    hands.enters()
    cora.reads(f"{hard.number} assigned to {mona_manager}.")

    unclear = ten[hands.opens_the_first()]
    hands.tabs_to("^Ask the site for information$")
    hands.enters()
    for reason in ("^The participants aren't clear$", "^Dates are missing$"):
        hands.tabs_to(reason)
        hands.presses("Space")
    hands.tabs_to("^Send to the site$")
    hands.enters()
    cora.reads("Here's a draft of the message.")
    hands.tabs_to("^Send to the site$")
    hands.enters()
    cora.reads("Message sent to the site.")
    cora.picture("02-returned")

    shared = ten[hands.opens_the_first()]
    hands.takes("Acknowledge")
    cora.reads("Request acknowledged. The site can see it.")
    hands.takes("Send the offer")
    cora.reads("Offer sent to")
    hands.tabs_to("^Open full page$")
    hands.enters()
    hands.tabs_to("^Refer to a federal agency$")
    hands.enters()
    hands.tabs_to("Agency")
    hands.types("Bureau")
    hands.tabs_to("Ask it to lead")
    hands.presses("Space")
    hands.tabs_to("What do you need from the agency")
    hands.types("Trace the guns of ten scenes.")
    hands.tabs_to("^Refer request$")
    hands.enters()
    cora.reads("ATF was asked.")
    cora.picture("03-co-leads")

    with acting_atomic("system:demo"):
        offered = set(Offer.objects.open().values_list("request__number", flat=True))
        given, returned = (TTARequest.objects.get(pk=each.pk) for each in (hard, unclear))
        referrals = FederalReferral.objects.select_related("membership")
        referral = referrals.get(request=shared, agency="ATF")
    assert offered == {each.number for each in [*first, shared]}
    assert given.owner_id == mona_manager.pk
    assert returned.status == "needs-information"
    assert referral.to_lead
    assert referral.membership.user_id == atf_of_riverton.pk
