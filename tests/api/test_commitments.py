"""Commitments by the API: listed whatever they come from, added, changed as they were read, from a template."""

from datetime import timedelta

import pytest

from engagements.actions import reference
from engagements.models import Commitment
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import problem
from tests.factories.engagements import RecommendationFactory
from tests.reference.files import rows

pytestmark = pytest.mark.django_db
PATH = "/commitments/"


@pytest.fixture
def day(riverton) -> str:
    return (clock.today(riverton.time_zone) + timedelta(days=10)).isoformat()


@pytest.fixture
def lee(caller, lee_liaison):
    return caller(lee_liaison)


@pytest.fixture
def body(riverton, day):
    return {"site": riverton.slug, "text": "Name a room", "due_on": day}


def test_one_is_added_read_and_listed(lee, body, day, caller, dana_of_riverton, omar_of_lakeside):
    made = lee.post(PATH, {**body, "owner": dana_of_riverton.email.upper()})
    assert made.status_code == 201
    told = made.json()
    assert (told["owner"], told["due_on"], told["state"]) == (dana_of_riverton.name, day, "open")
    assert (told["origin"], told["request"], told["batch"]) == (None, "", None)
    path = f"/commitments/{told['id']}/"
    assert made["Location"].endswith(path)
    dana, omar = caller(dana_of_riverton), caller(omar_of_lakeside)
    for query in ("", "?mine=yes", "?site=riverton-ex&state=open", "?state=all"):
        assert [row["id"] for row in dana.get(PATH + query).json()["results"]] == [told["id"]]
    assert dana.get(f"{PATH}?state=done").json()["results"] == []
    assert lee.get(f"{PATH}?mine=yes").json()["results"] == []
    assert dana.get(path)["ETag"] == made["ETag"] == '"1"'
    assert omar.get(path).status_code == 404
    assert omar.get(PATH).json()["results"] == []
    assert omar.post(PATH, body).status_code == 404
    for query in ("?state=lost", "?mine=no"):
        assert lee.get(PATH + query).status_code in {400, 422}


def test_the_key_adds_one_once(lee, body):
    first, second = (lee.post(PATH, body, Idempotency_Key="commitment-1") for _ in range(2))
    assert first.json() == second.json()
    with acting_atomic("system:outbox"):
        assert Commitment.objects.count() == 1


def test_what_it_comes_from_is_named_and_read(lee, body, riverton, lakeside):
    with acting_atomic("system:demo"):
        came = RecommendationFactory(site=riverton, headline="Add an on-call schedule")
        other = RecommendationFactory(site=lakeside)
    made = lee.post(PATH, {**body, "origin": f"recommendation:{came.pk}"}).json()
    assert made["origin"] == {
        "kind": "recommendation", "id": str(came.pk), "title": f"{came.reference} Add an on-call schedule",
    }  # fmt: skip
    for asked in (f"recommendation:{other.pk}", "nothing", "recommendation:x"):
        assert problem(lee.post(PATH, {**body, "origin": asked}))[0] == 422


def test_what_cannot_be_added_is_named(lee, body, omar_of_lakeside):
    for wrong in (
        {"text": ""}, {"due_on": "2001-01-01"}, {"owner": omar_of_lakeside.email}, {"owed_by": "provider"},
        {"stranger": 1},
    ):  # fmt: skip
        assert problem(lee.post(PATH, body | wrong))[0] in {400, 422}, wrong


def test_each_step_is_taken_with_the_version_that_was_read(lee, body, day, dana_of_riverton):
    made = lee.post(PATH, body)
    path = f"/commitments/{made.json()['id']}/"
    later = (clock.now() + timedelta(days=20)).date().isoformat()
    move = {"due_on": later, "reason": "The hall is shut."}
    assert problem(lee.post(f"{path}date/", move))[0] == 428
    moved = lee.post(f"{path}date/", move, If_Match=made["ETag"])
    assert (moved.json()["due_on"], moved["ETag"]) == (later, '"2"')
    for step, sent in (("date", move), ("done", {}), ("owner", {"owner": None})):
        assert problem(lee.post(f"{path}{step}/", sent, If_Match=made["ETag"]))[0] in {409, 412}
    given = lee.post(f"{path}owner/", {"owner": dana_of_riverton.email}, If_Match=moved["ETag"])
    assert given.json()["owner"] == dana_of_riverton.name
    for status in (200, 409):  # once a day
        assert lee.post(f"{path}reminder/", {}).status_code == status
    done = lee.post(f"{path}done/", {"evidence": "Room 4"}, If_Match=given["ETag"])
    assert (done.json()["state"], done.json()["evidence"]) == ("done", "Room 4")
    again = lee.post(f"{path}done/", {}, If_Match=done["ETag"])
    assert "already marked this commitment as done" in again.content.decode()
    opened = lee.post(f"{path}reopen/", {}, If_Match=done["ETag"])
    assert (opened.json()["state"], opened.json()["evidence"]) == ("open", "")


def test_one_of_a_request_is_listed_and_changed_there(
    lee, sent_by, dana_of_riverton, riverton, lee_liaison, day
):
    asked = sent_by(dana_of_riverton, riverton, title="Review shootings")
    with acting_atomic("system:demo"):
        made = Commitment.objects.create(
            site=riverton, request=asked, text="Send the list", owed_by="liaison",
            owner=lee_liaison, due_on=day, made_at=clock.now(),
        )  # fmt: skip
    [row] = lee.get(PATH).json()["results"]
    assert row["request"] == asked.number
    refused = lee.post(f"/commitments/{made.pk}/done/", {}, If_Match='"1"')
    assert refused.status_code == 409
    assert "request" in refused.content.decode()


def test_a_template_is_used_and_undone(lee, caller, dana_of_riverton, riverton):
    with acting_atomic("system:demo"):
        reference.load_commitment_templates(rows("engagements/data/commitment_templates.csv"))
    found = lee.get("/commitment-templates/").json()["results"]
    assert {row["slug"]: len(row["steps"]) for row in found} == {"visit": 5, "new-site": 7}
    today = clock.today(riverton.time_zone)
    use = {"site": riverton.slug, "start": today.isoformat()}
    path = "/commitment-templates/visit/uses/"
    first, second = (lee.post(path, use, Idempotency_Key="template-1") for _ in range(2))
    assert (first.status_code, first.json()) == (201, second.json())
    made = first.json()["results"]
    assert (len(made), len({row["batch"] for row in made})) == (5, 1)
    past = {**use, "start": (today - timedelta(days=1)).isoformat()}
    assert problem(lee.post(path, past))[0] == 422
    assert lee.post("/commitment-templates/none/uses/", use).status_code == 404
    undo = f"/commitment-batches/{made[0]['batch']}/undo/"
    assert caller(dana_of_riverton).post(undo, {}).status_code == 403
    assert lee.post(undo, {}).json() == {"canceled": 5}
    assert lee.post(undo, {}).status_code == 409
