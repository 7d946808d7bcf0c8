"""Summits by the API: read, planned, changed, and taken through their steps."""

import pytest

from foundation.tenancy.context import acting_atomic
from summits.actions import reference
from summits.models import Room, Session, SessionSeats, Summit
from tests.api.conftest import problem
from tests.reference.files import rows

pytestmark = pytest.mark.django_db
NEW = {
    "slug": "2027",
    "name": "2027 Violent Crime Summit",
    "format": "in-person",
    "time_zone": "America/Chicago",
    "starts_on": "2027-03-09",
    "ends_on": "2027-03-11",
}


@pytest.fixture
def mona(caller, mona_manager):
    return caller(mona_manager)


@pytest.fixture
def dana(caller, dana_of_riverton):
    return caller(dana_of_riverton)


@pytest.fixture
def planned(mona):
    with acting_atomic("system:reference"):
        reference.load_lead_times(rows("summits/data/lead_times.csv"))
    return mona.post("/summits/", NEW)


def test_a_summit_is_planned_and_read(planned, dana):
    assert planned.status_code == 201
    assert planned.headers["Location"] == "/api/v1/summits/2027/"
    assert [gate["kind"] for gate in planned.json()["gates"]] == [
        "concept",
        "conference",
        "registration",
        "agenda",
    ]
    assert dana.get("/summits/2027/").json()["starts_on"] == "2027-03-09"
    assert [row["slug"] for row in dana.get("/summits/").json()["results"]] == ["2027"]
    assert problem(dana.post("/summits/", NEW | {"slug": "2028"}))[0] == 403


def test_steps_and_approvals_need_the_version_that_was_read(planned, mona, dana):
    path = "/summits/2027/"
    assert problem(mona.post(f"{path}steps/approve/"))[0] == 428
    refused = mona.post(f"{path}steps/approve/", {}, If_Match='"1"')
    assert problem(refused)[0] == 409
    assert "concept approval and the conference approval" in refused.json()["detail"]
    given = {"approved_on": "2026-01-05", "note": "DOJ 17"}
    assert mona.post(f"{path}gates/concept/", given, If_Match='"1"').status_code == 200
    assert problem(mona.post(f"{path}gates/conference/", given, If_Match='"1"'))[0] == 412
    assert mona.post(f"{path}gates/conference/", given, If_Match='"2"').status_code == 200
    both = {"approved_on": "2026-01-05", "due_on": "2026-01-05"}
    assert problem(mona.post(f"{path}gates/agenda/", both, If_Match='"3"'))[0] == 422
    moved = {"due_on": "2027-02-01", "reason": "Speakers are late."}
    assert mona.post(f"{path}gates/agenda/", moved, If_Match='"3"').status_code == 200
    assert problem(dana.post(f"{path}steps/approve/", {}, If_Match='"4"'))[0] == 403
    done = mona.post(f"{path}steps/approve/", {}, If_Match='"4"')
    assert (done.status_code, done.json()["status"]) == (200, "approved")
    names = [step["name"] for step in mona.get(f"{path}steps/").json()["results"]]
    assert names == ["open-registration", "go-virtual", "cancel"]
    assert mona.get(f"{path}history/").json()["results"][0]["step"] == "approve"


def test_details_are_changed(planned, mona, dana):
    body = {"city": "Example Harbor", "venue": "Harbor Hall"}
    changed = mona.patch("/summits/2027/", body, If_Match='"1"')
    assert (changed.status_code, changed.json()["venue"]) == (200, "Harbor Hall")
    assert problem(dana.patch("/summits/2027/", body, If_Match='"2"'))[0] == 403
    wrong = mona.patch("/summits/2027/", {"ends_on": "2027-03-01"}, If_Match='"2"')
    assert problem(wrong)[0] == 422


def test_a_session_is_placed_and_the_other_one_is_named(planned, mona, dana):
    with acting_atomic("system:demo"):
        summit = Summit.objects.get()
        room = Room.objects.create(summit=summit, name="Ballroom", seats=600)
        made = [Session.objects.create(summit=summit, title=name) for name in ("First", "Second")]
        for session in made:
            SessionSeats.objects.create(session=session)
    body = {"day": "2027-03-09", "starts": "09:45", "ends": "10:45", "room": str(room.pk)}
    first, second = (f"/sessions/{session.pk}/place/" for session in made)
    placed = mona.post(first, body, If_Match='"1"')
    assert (placed.status_code, placed.json()["starts_at"]) == (200, "2027-03-09T10:45:00-05:00")
    clash = mona.post(second, body, If_Match='"1"')
    assert problem(clash)[0] == 409
    assert "Ballroom has “First”" in clash.json()["detail"]
    assert problem(dana.post(second, body, If_Match='"1"'))[0] == 403
    for reader, seen in ((mona, ["First", "Second"]), (dana, ["First"])):
        rows = reader.get("/summits/2027/sessions/").json()["results"]
        assert sorted(row["title"] for row in rows) == seen
