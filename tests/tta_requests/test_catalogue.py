"""The catalog of help: on the core area's page, and as the beginning of a request."""

import pytest

from tests.pages import words
from tta_requests.models import Offering

pytestmark = pytest.mark.django_db


@pytest.fixture
def nibin(gun_violence):
    return Offering.objects.create(
        slug="nibin-onboarding",
        name="NIBIN onboarding",
        core_area=gun_violence,
        kind="training",
        urgency="routine",
        summary="From the first cartridge case to the first lead.",
        prerequisites="An agreement with ATF.",
        hours=40,
    )


def test_a_visitor_reads_it_and_a_contact_asks_for_it(
    client, client_of, nibin, dana_of_riverton, standards
):
    public = client.get("/core-areas/gun-violence/").content.decode()
    assert "From the first cartridge case to the first lead." in public
    assert "Ask for this help" not in public
    own = client_of(dana_of_riverton)
    assert (
        "/requests/new/?offering=nibin-onboarding"
        in own.get("/core-areas/gun-violence/").content.decode()
    )
    page = own.get("/requests/new/?offering=nibin-onboarding")
    form = page.context["form"]
    begun = {name: form.initial.get(name) for name in ("title", "core_area", "kind", "urgency")}
    assert begun == {
        "title": "NIBIN onboarding",
        "core_area": "gun-violence",
        "kind": "training",
        "urgency": "routine",
    }
    assert "Have these ready: An agreement with ATF." in words(page)


@pytest.mark.parametrize("slug", ["nothing", "", "../x", "nibin-onboarding"])
def test_what_is_not_offered_begins_an_empty_form(
    client_of, nibin, dana_of_riverton, standards, slug
):
    Offering.objects.update(is_active=False)
    page = client_of(dana_of_riverton).get("/requests/new/", {"offering": slug})
    assert page.status_code == 200
    assert not page.context["form"].initial.get("title")
