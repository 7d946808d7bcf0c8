"""Seats that wait for a second approval, and notes for successors, by the API."""

from foundation.tenancy.context import acting_atomic
from tests.api.conftest import wrong
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory, SeatApprovalFactory

QUEUE, TEAM = "/seat-approvals/", "/sites/riverton-ex/team/"
UNA = {"name": "Una Attorney", "email": "una@usdoj.example.gov"}
USAO = {"role": "point-of-contact", "seat": "usao"}


def test_a_seat_is_approved_or_declined_by_someone_else(
    caller, dana_of_riverton, omar_of_lakeside, ana_analyst, mona_manager, cora_coordinator
):
    dana, mona, cora = (caller(each) for each in (dana_of_riverton, mona_manager, cora_coordinator))
    dana.post("/sites/riverton-ex/invitations/", UNA | USAO)
    [asked] = cora.get(QUEUE).json()["results"]
    assert (asked["name"], asked["site"]["slug"], asked["proposed_by"], asked["state"]) == (
        "Una Attorney",
        "riverton-ex",
        "Dana of Riverton",
        "waiting",
    )
    one = f"{QUEUE}{asked['id']}/"
    say = f"{one}decision/"
    refused = [
        caller(each).get(path).status_code
        for each in (dana_of_riverton, omar_of_lakeside, ana_analyst)
        for path in (QUEUE, one)
    ]
    assert refused == [403] * 6
    assert dana.post(say, {"decision": "approve"}).status_code == 403
    assert wrong(mona.post(say, {"decision": "decline"})) == {
        "/reason": "Enter a reason for declining."
    }
    assert "/decision" in wrong(mona.post(say, {"decision": "perhaps"}))
    declined, again = (
        mona.post(say, {"decision": "decline", "reason": "No."}, Idempotency_Key="decide-una")
        for _ in range(2)
    )
    told = declined.json()
    assert (told["state"], told["reason"], told["decided_by"], again.json()) == (
        "declined",
        "No.",
        "Mona Manager",
        told,
    )
    second = cora.post(say, {"decision": "approve"})
    assert (second.status_code, "already decided" in second.text) == (409, True)
    assert (cora.get(QUEUE).json()["results"], cora.get(one).json()) == ([], told)
    cora.post("/sites/riverton-ex/invitations/", UNA | USAO)
    [mine] = mona.get(QUEUE).json()["results"]
    assert cora.post(f"{QUEUE}{mine['id']}/decision/", {"decision": "approve"}).status_code == 403
    kept = mona.post(f"{QUEUE}{mine['id']}/decision/", {"decision": "approve"}).json()
    assert (kept["state"], kept["decided_by"], kept["reason"]) == ("approved", "Mona Manager", "")


def test_a_seat_from_before_is_reviewed_by_managers_alone(
    caller, riverton, mona_manager, cora_coordinator
):
    otto = UserFactory(name="Otto Older")
    with acting_atomic("system:demo"):
        before = SeatApprovalFactory(
            site=riverton,
            **USAO,
            name=otto.name,
            email=otto.email,
            person=otto,
            state="review",
            decided_as="",
            decided_at=None,
        )
        MembershipFactory(site=riverton, user=otto, **USAO, approval=before)
    assert caller(cora_coordinator).get(QUEUE).json()["results"] == []
    mona = caller(mona_manager)
    [older] = mona.get(QUEUE).json()["results"]
    say = f"{QUEUE}{older['id']}/decision/"
    assert caller(cora_coordinator).post(say, {"decision": "approve"}).status_code == 403
    kept = mona.post(say, {"decision": "decline", "reason": "No."})
    assert (kept.status_code, "already active" in kept.text) == (409, True)
    assert mona.post(say, {"decision": "approve"}).json()["state"] == "approved"


def test_a_note_is_left_in_a_seat_by_its_holder_alone(
    caller, dana_of_riverton, mayor_of_riverton, omar_of_lakeside, mona_manager
):
    dana, mona = caller(dana_of_riverton), caller(mona_manager)
    seats = {row["name"]: row["id"] for row in mona.get(TEAM).json()["results"]}
    note = f"{TEAM}{seats['Dana of Riverton']}/note/"
    said = {"text": "Call the analysts on Monday."}
    strangers = (mayor_of_riverton, mona_manager, omar_of_lakeside)
    assert [caller(each).patch(note, said).status_code for each in strangers] == [403, 403, 404]
    assert dana.get(note).json() == {"text": "", "written_at": None}
    assert "/text" in wrong(dana.patch(note, {"text": "x" * 301}))
    left = dana.patch(note, said)
    assert left.json()["text"] == said["text"]
    assert dana.get(note).json() == left.json()
    assert [caller(each).get(note).status_code for each in strangers] == [403, 403, 404]
    assert dana.patch(note, {"text": ""}).json() == {"text": "", "written_at": None}
    assert dana.get(note).json()["text"] == ""
