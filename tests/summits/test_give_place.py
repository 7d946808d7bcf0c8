"""A delegation's part of the wait-list: a site gives the place of one of its delegates to another one who waits."""

import pytest

from foundation.tenancy.context import acting_atomic
from summits.actions import invitations, registrations
from summits.enums import Attendance
from summits.errors import AnsweredAlready, CheckedIn
from summits.models import CheckIn, Places, Registration
from tests.pages import words
from tests.summits.conftest import NINE

pytestmark = pytest.mark.django_db
PAGE = "/summits/2027/delegation/riverton-ex/"


def stored(registration) -> Registration:
    with acting_atomic("system:demo"):
        return Registration.objects.select_related("summit", "site", "person").get(
            pk=registration.pk
        )


@pytest.fixture
def delegates(nominate, acting_as) -> list[Registration]:
    """Two delegates with a place, one who waits with number 1, and one with number 2."""
    found = [nominate(slug) for slug in ("usao", "analyst", "choice", "prosecutor")]
    for each in found:
        with acting_as(each.person) as by:
            version = stored(each).version
            registrations.accept(each, attendance=Attendance.IN_PERSON, version=version, by=by)
    return [stored(each) for each in found]


def test_a_place_goes_to_whom_the_site_chooses_and_nobody_else_moves(
    delegates, client_of, dana_of_riverton, lee_liaison, omar_of_lakeside
):
    placed, _kept, first, second = delegates
    dana, page = client_of(dana_of_riverton), f"/summits/registrations/{second.pk}/give-place/"
    text = words(dana.get(PAGE))
    _, _, listed = text.partition("Your wait-list Numbers count across all sites")
    assert listed.index(f"1 {first.name}") < listed.index(f"2 {second.name}")
    assert page in dana.get(PAGE).content.decode()
    assert page not in client_of(lee_liaison).get(PAGE).content.decode()
    assert client_of(lee_liaison).get(page).status_code == 403
    assert client_of(omar_of_lakeside).get(page).status_code == 404
    form = {"taken_from": str(placed.pk), "version": str(second.version)}
    asked = dana.post(page, {"taken_from": str(first.pk), "version": str(second.version)})
    assert "Choose a delegate from the list." in words(asked)
    assert f"{second.name} has a place now." in words(dana.post(page, form, follow=True))
    assert [stored(each).state for each in delegates] == [
        "substituted",
        "confirmed",
        "wait-listed",
        "confirmed",
    ]
    now = stored(second)
    assert (now.has_place, now.wait_number) == (True, 2)
    assert not stored(placed).has_place
    with acting_atomic("system:demo"):
        assert Places.objects.get(pk=placed.summit_id).taken == 2
    assert dana.post(page, form).status_code == 422  # the place is nobody's to give any more
    assert "Moved up from number 2" in words(dana.get(PAGE))


def test_a_place_that_is_gone_or_a_delegate_who_is_there_is_refused(
    delegates, acting_as, dana_of_riverton
):
    placed, kept, first, second = delegates
    with acting_as(dana_of_riverton) as by:
        with pytest.raises(AnsweredAlready):
            invitations.give_place(first, taken_from=second, version=first.version, by=by)
        with pytest.raises(AnsweredAlready):
            invitations.give_place(kept, taken_from=placed, version=kept.version, by=by)
    with acting_atomic("system:demo"):
        CheckIn.objects.create(
            site=placed.site,
            summit=placed.summit,
            registration=placed,
            at=NINE,
            recorded_at=NINE,
        )
    with acting_as(dana_of_riverton) as by, pytest.raises(CheckedIn):
        invitations.give_place(first, taken_from=placed, version=first.version, by=by)
    assert [stored(each).state for each in delegates[2:]] == ["wait-listed"] * 2
