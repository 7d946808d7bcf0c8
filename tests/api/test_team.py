"""A site's team by the API: people are invited, verified, and handed over, by those who may on its pages."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tests.api.conftest import wrong
from tests.factories.accounts import UserFactory

TEAM, INVITATIONS = "/sites/riverton-ex/team/", "/sites/riverton-ex/invitations/"
NORA = {
    "name": "Nora New",
    "email": "nora@new.example.gov",
    "role": "point-of-contact",
    "seat": "law-enforcement",
}


def test_a_contact_invites_sends_again_and_withdraws(
    caller, riverton, dana_of_riverton, mayor_of_riverton, omar_of_lakeside
):
    dana = caller(dana_of_riverton)
    assert caller(mayor_of_riverton).post(INVITATIONS, NORA).status_code == 403
    assert caller(omar_of_lakeside).post(INVITATIONS, NORA).status_code == 404
    strange = dana.post(INVITATIONS, {**NORA, "seat": "throne"})
    assert strange.status_code == 422
    made = dana.post(INVITATIONS, NORA)
    assert made.status_code == 201, made.text
    assert dana.post(INVITATIONS, NORA).status_code == 409
    one = f"{INVITATIONS}{made.json()['id']}/"
    assert [row["email"] for row in dana.get(INVITATIONS).json()["results"]] == [NORA["email"]]
    early = dana.post(f"{one}sending/")
    assert (early.status_code, "15 minutes" in early.text) == (409, True)
    assert caller(omar_of_lakeside).send("DELETE", one).status_code == 404
    assert dana.send("DELETE", one).json()["withdrawn_at"]
    again = dana.send("DELETE", one)
    assert (again.status_code, "already withdrawn on" in again.text) == (409, True)
    assert dana.get(INVITATIONS).json()["results"] == []


def test_a_seat_is_verified_handed_over_and_ended(
    caller, riverton, dana_of_riverton, ula_of_riverton, mona_manager
):
    mona, dana = caller(mona_manager), caller(dana_of_riverton)
    nora = UserFactory(name="Nora Next")
    seats = {row["name"]: row["id"] for row in mona.get(TEAM).json()["results"]}
    held = f"{TEAM}{seats['Dana of Riverton']}/"
    today = clock.today("America/Chicago").isoformat()
    assert mona.post(f"{held}verification/").json()["verified_on"] == today
    assert dana.post(f"{held}hand-over/", {"email": nora.email}).status_code == 403
    assert mona.post(f"{held}hand-over/", {"email": "no.one@example.gov"}).status_code == 422
    taken = mona.post(f"{held}hand-over/", {"email": nora.email})
    assert (taken.status_code, taken.json()["name"]) == (201, "Nora Next")
    again = mona.post(f"{held}hand-over/", {"email": nora.email})
    assert again.status_code == 409
    other = f"{TEAM}{seats['Ula of Riverton']}/end/"
    later = (clock.today("America/Chicago") + timedelta(days=9)).isoformat()
    assert mona.post(other, {"on": later}).json()["ends_on"] == later
    assert dana.send("DELETE", other).status_code == 403
    assert mona.send("DELETE", other).json()["ends_on"] is None
    assert mona.send("DELETE", other).status_code == 409
    ended = mona.post(other, {"on": None})
    assert (ended.status_code, ended.json()["ends_on"]) == (200, today)
    assert "/on" in wrong(mona.post(other, {"on": later}))
    earlier = (clock.today("America/Chicago") - timedelta(days=1)).isoformat()
    assert mona.post(other, {"on": earlier}).json()["ends_on"] == earlier
    assert mona.post(other, {"on": None}).status_code == 409
    names = {row["name"] for row in mona.get(TEAM).json()["results"]}
    assert "Nora Next" in names
    assert not names & {"Dana of Riverton", "Ula of Riverton"}


def test_every_seat_is_listed_with_its_holders_and_how_long_it_is_empty(
    caller, riverton, dana_of_riverton, ula_of_riverton, omar_of_lakeside
):
    left = clock.now() - timedelta(days=21)
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=ula_of_riverton).update(ends_at=left)
    seats = "/sites/riverton-ex/seats/"
    found = {
        (row["role"], row["seat"]): row
        for row in caller(dana_of_riverton).get(seats).json()["results"]
    }
    held = found["point-of-contact", "law-enforcement"]
    assert ([each["name"] for each in held["holders"]], held["vacant"]) == (
        ["Dana of Riverton"],
        False,
    )
    empty = found["point-of-contact", "usao"]
    assert (empty["holders"], empty["vacant"], empty["empty_since"]) == (
        [],
        True,
        left.astimezone(ZoneInfo("America/Chicago")).date().isoformat(),
    )
    assert 12 <= empty["business_days_empty"] <= 16  # three weeks, with or without holidays
    never = found["program-advisor", "advisor"]
    assert (never["vacant"], never["empty_since"], never["business_days_empty"]) == (
        never["required"],
        None,
        None,
    )
    assert caller(omar_of_lakeside).get(seats).status_code == 404
