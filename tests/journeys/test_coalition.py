"""A point of contact adds an agency and its contact on a phone; a manager hands a seat over at a desk."""

import pytest

from foundation.tenancy.context import acting_atomic
from sites.models import Membership, SiteAgency
from tests.factories.accounts import UserFactory
from tests.factories.sites import ContactFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/sites/riverton-ex/coalition/"


def test_a_coalition_is_kept_on_a_phone(visit, riverton, dana_of_riverton, lee_liaison):
    with acting_atomic("system:demo"):
        ContactFactory(site=riverton, name="Ada Attorney")
        SiteAgency.objects.create(
            site=riverton, kind="police", name="Riverton Police", is_lead=True
        )
    dana = visit(dana_of_riverton, phone=True)
    dana.goes_to("/sites/riverton-ex/team/")
    dana.presses("Coalition of agencies")
    dana.presses("Add agency")
    dana.page.locator("select[name=kind]").select_option(label="Prosecutor")
    dana.page.locator("input[name=name]").fill("Riverton County Attorney")
    dana.fits()
    dana.presses("Save agency")
    dana.reads("Vacant required seat", "Riverton County Attorney has no contact.")
    dana.presses("Name a contact")
    dana.page.locator("select[name=contact]").select_option(label="Ada Attorney")
    dana.presses("Save agency")
    dana.presses("Mark as verified today: Ada Attorney")
    dana.reads("Ada Attorney verified today.", "by Dana of Riverton")
    dana.fits()
    dana.picture("coalition-320")
    desk = visit(dana_of_riverton)
    desk.goes_to(PAGE)
    desk.picture("coalition-1280")
    desk.fits()


def test_a_seat_is_handed_over(visit, riverton, lee_liaison, mona_manager):
    nora = UserFactory(name="Nora Next")
    mona = visit(mona_manager, phone=True)
    mona.goes_to("/sites/riverton-ex/team/")
    mona.fits()
    mona.picture("team-320")
    mona.presses("Hand over seat: Lee Liaison")
    mona.page.locator("input[name=email]").fill(nora.email)
    mona.fits()
    mona.picture("hand-over-320")
    mona.presses("Hand over seat")
    mona.reads("Nora Next holds the seat from")
    with acting_atomic("system:demo"):
        assert Membership.objects.get(ends_at=None).user == nora
