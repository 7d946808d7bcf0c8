"""The log by the API: commitments, hours and files of an update, and the correction of a returned one."""

from base64 import b64encode
from uuid import uuid4

import pytest

from engagements.models import Commitment
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from tests.api.conftest import problem, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee(caller, lee_liaison):
    return caller(lee_liaison)


@pytest.fixture
def text(gun_violence):
    """What the visit says, without its site."""
    return {
        "kind": "visit",
        "occurred_on": clock.today("America/Chicago").isoformat(),
        "summary": "Walked the evidence room.",
        "areas": [gun_violence.slug],
        "hours": "1.50",
    }


def commitments():
    with acting_atomic("system:demo"):
        return {each.text: each for each in Commitment.objects.select_related("owner")}


def test_commitments_are_made_and_finished_with_it(lee, riverton, dana_of_riverton, text):
    with acting("system:demo"):
        bins = Commitment.objects.create(
            site=riverton, text="Bins", owed_by="site", due_on="2036-12-04", made_at=clock.now()
        )
    body = text | {
        "site": "riverton-ex",
        "members": [dana_of_riverton.email],
        "done": [str(bins.pk)],
        "commitments": [
            {"text": "Order labels", "owner": dana_of_riverton.email, "days": 5},
            {"text": "Call the lab", "due_on": text["occurred_on"]},
        ],
    }
    key = {"Idempotency_Key": uuid4().hex}
    made = lee.post("/updates/", body, **key)
    assert made.status_code == 201
    assert made.json()["hours"] == "1.50"
    told = {row["text"]: row["role"] for row in made.json()["commitments"]}
    assert told == {"Bins": "finished", "Order labels": "made", "Call the lab": "made"}
    assert lee.post("/updates/", body, **key).json() == made.json()
    found = commitments()
    assert (len(found), found["Order labels"].owner) == (3, dana_of_riverton)
    assert found["Bins"].evidence.endswith(f"/updates/{made.json()['id']}/")


def test_what_is_wrong_with_a_commitment_names_its_place(lee, text):
    body = text | {"site": "riverton-ex", "commitments": [{"text": "One", "days": 1}]}
    body["commitments"] += [{"text": "Two"}, {"text": "Three", "days": 2, "owner": "who@x.gov"}]
    assert set(wrong(lee.post("/updates/", body))) == {"/commitments/1", "/commitments/2"}
    assert commitments() == {}


def test_a_returned_update_is_corrected_and_submitted_again(lee, caller, cora_coordinator, text):
    made = lee.post("/updates/", text | {"site": "riverton-ex"})
    path = f"/updates/{made.json()['id']}/"
    cora = caller(cora_coordinator)
    decision = {"decision": "returned", "reason": "Name the room."}
    returned = cora.post(f"{path}reviews/", decision, If_Match=cora.get(path)["ETag"])
    assert returned.json()["review"] == "returned"
    better = text | {"summary": "Walked evidence room 2."}
    assert problem(lee.post(f"{path}corrections/", better, If_Match=made["ETag"]))[0] == 412
    again = lee.post(f"{path}corrections/", better, If_Match=lee.get(path)["ETag"])
    assert (again.status_code, again.json()["review"]) == (200, "submitted")
    assert (again.json()["version"], again.json()["summary"]) == (2, "Walked evidence room 2.")
    slip = lee.post(f"{path}corrections/", text, If_Match=again["ETag"])
    assert set(wrong(slip)) == {"/reason"}
    assert problem(cora.post(f"{path}corrections/", better))[0] == 403


def test_a_file_is_attached_and_listed(lee, caller, dana_of_riverton, text):
    made = lee.post("/updates/", text | {"site": "riverton-ex"})
    path = f"/updates/{made.json()['id']}/files/"
    body = {"name": "agenda.txt", "content": b64encode(b"1. Evidence room\n").decode()}
    told = lee.post(path, body | {"description": "For Friday"})
    assert [row["name"] for row in told.json()["files"]] == ["agenda.txt"]
    for content in ("no Base64", b64encode(b"MZ\x90\x00").decode()):
        refused = lee.post(path, body | {"name": "a.pdf", "content": content})
        assert set(wrong(refused)) == {"/content"}
    dana = caller(dana_of_riverton)
    assert problem(dana.post(path, body))[0] == 403
    shown = dana.get(f"/updates/{made.json()['id']}/").json()
    assert [row["description"] for row in shown["files"]] == ["For Friday"]


def test_hours_of_a_month(lee, caller, cora_coordinator, dana_of_riverton, text):
    lee.post("/updates/", text | {"site": "riverton-ex"})
    month = text["occurred_on"][:7]
    for reader in (lee, caller(cora_coordinator)):
        told = reader.get(f"/liaison-hours/?month={month}").json()
        assert told == {
            "month": month,
            "liaisons": [
                {
                    "liaison": "Lee Liaison",
                    "hours": "1.50",
                    "monthly_hours": None,
                    "sites": [{"site": "Riverton, EX", "hours": "1.50", "updates": 1}],
                }
            ],
        }
    assert problem(lee.get("/liaison-hours/?month=2026-13"))[0] == 422
    assert problem(caller(dana_of_riverton).get("/liaison-hours/"))[0] == 403
