"""Registrations by the API: the walls, versions, and refusals of the pages, and nothing private."""

import pytest

from foundation.tenancy.context import acting_atomic
from summits.actions import needs, registrations
from summits.enums import Attendance
from summits.models import Registration
from tests.api.conftest import problem

pytestmark = pytest.mark.django_db
LIST = "/summits/2027/registrations/"
NOMINATE = "/summits/2027/delegation/riverton-ex/"
PERSON = {"seat": "choice", "name": "Detective", "email": "detective@example.com"}


def test_a_contact_nominates_and_another_site_finds_nothing(
    open_summit, caller, dana_of_riverton, omar_of_lakeside, lee_liaison
):
    dana, omar = caller(dana_of_riverton), caller(omar_of_lakeside)
    made = dana.post(NOMINATE, PERSON)
    assert made.status_code == 201
    assert (made.json()["seat"], made.json()["state"]) == ("choice", "nominated")
    assert [row["name"] for row in dana.get(LIST).json()["results"]] == ["Detective"]
    assert omar.get(LIST).json()["results"] == []
    assert problem(omar.get(f"/registrations/{made.json()['id']}/"))[0] == 404
    assert problem(omar.post(NOMINATE, PERSON))[0] == 404
    assert problem(caller(lee_liaison).post(NOMINATE, PERSON))[0] == 403
    assert problem(dana.post(NOMINATE, PERSON | {"email": "x@example.com"}))[0] == 422
    assert problem(dana.post(NOMINATE, PERSON | {"seat": "throne"}))[0] == 422


def test_the_invited_person_registers_with_the_version_and_cancels(
    open_summit, nominate, caller, dana_of_riverton
):
    delegate = nominate("usao")
    mine, path = caller(delegate.person), f"/registrations/{delegate.pk}/"
    sent = {"attendance": "in-person"}
    assert problem(mine.post(f"{path}register/", sent))[0] == 428
    assert problem(mine.post(f"{path}register/", {}, If_Match='"1"'))[0] == 422
    assert (
        problem(caller(dana_of_riverton).post(f"{path}register/", sent, If_Match='"1"'))[0] == 403
    )
    done = mine.post(f"{path}register/", sent, If_Match='"1"')
    assert (done.status_code, done.json()["state"]) == (200, "confirmed")
    assert problem(mine.post(f"{path}decline/", {}, If_Match='"1"'))[0] == 412
    assert mine.post(f"{path}cancel/", {}, If_Match='"2"').json()["state"] == "canceled"


def test_neither_needs_nor_codes_are_told(open_summit, nominate, acting_as, caller, mona_manager):
    delegate = nominate("usao")
    with acting_as(delegate.person) as by:
        registrations.accept(delegate, attendance=Attendance.IN_PERSON, version=1, by=by)
        delegate.refresh_from_db()
        needs.say(delegate, access="Step-free seating", by=by)
    with acting_atomic("system:demo"):
        code = Registration.objects.get(pk=delegate.pk).check_in_code
    text = caller(mona_manager).get(LIST).content.decode()
    assert delegate.name in text
    assert "Step-free" not in text
    assert code not in text
