"""Recommendations by the API: read with evidence, taken along their steps, on the version that was read."""

from datetime import date

import pytest

from engagements.models import Recommendation
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import problem
from tests.factories.engagements import RecommendationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(riverton) -> Recommendation:
    with acting_atomic("system:demo"):
        return RecommendationFactory(site=riverton, due_on=date(2027, 3, 1), principles=["trust"])


def test_a_contact_accepts_moves_and_proves_it(proposed, caller, dana_of_riverton):
    api, path = caller(dana_of_riverton), f"/recommendations/{proposed.pk}/"
    got = api.get(path)
    assert (got.json()["status"], got.json()["principles"]) == ("proposed", ["trust"])
    taken = {"owner": "Chief", "due_on": "2099-01-01"}
    done = api.post(f"{path}steps/accept/", taken, If_Match=got["ETag"])
    assert (done.status_code, done.json()["status"]) == (200, "accepted")
    late = api.post(f"{path}steps/start/", {}, If_Match=got["ETag"])
    assert problem(late) == (412, "stale")
    assert (
        "send your change. The last step was “Accepted” by Dana of Riverton, "
        in late.json()["detail"]
    )
    given = {"due_on": "2099-02-01", "reason": "Later."}
    moved = api.patch(path, given, If_Match=done["ETag"])
    told = moved.json()
    assert (moved.status_code, told["due_on"], told["owner"]) == (200, "2099-02-01", "Chief")
    shown = api.post(f"{path}evidence/", {"text": "Order 1"}, If_Match=moved["ETag"])
    assert [line["text"] for line in shown.json()["evidence"]] == ["Order 1"]
    old = api.post(f"{path}evidence/", {"text": "Order 2"}, If_Match=moved["ETag"])
    assert problem(old)[0] in {409, 412}


def test_others_see_none_and_filters_are_checked(
    proposed, caller, dana_of_riverton, omar_of_lakeside
):
    path = f"/recommendations/{proposed.pk}/"
    assert caller(omar_of_lakeside).get(path).status_code == 404
    api = caller(dana_of_riverton)
    listed = api.get("/recommendations/?state=open&site=riverton-ex").json()["results"]
    assert [row["id"] for row in listed] == [str(proposed.pk)]
    assert api.get("/recommendations/?state=nonsense").status_code in {400, 422}


def test_a_request_names_what_it_comes_from(proposed, caller, dana_of_riverton):
    api = caller(dana_of_riverton)
    sent = {
        "site": "riverton-ex",
        "title": "Help with it",
        "origin": f"recommendation:{proposed.pk}",
    }
    made = api.post("/requests/", sent).json()
    assert made["recommendation"] == str(proposed.pk)
    wrong = api.post("/requests/", {**sent, "origin": "recommendation:none"})
    assert problem(wrong)[0] == 422


def test_a_date_moves_after_its_owner_left(
    proposed, caller, dana_of_riverton, ula_of_riverton, omar_of_lakeside
):
    with acting_atomic("system:demo"):
        left = {"owner": "Chief", "owner_person": omar_of_lakeside}
        Recommendation.objects.filter(pk=proposed.pk).update(status="accepted", **left)
    api, path = caller(dana_of_riverton), f"/recommendations/{proposed.pk}/"
    given = {"due_on": "2099-02-01", "reason": "Later."}
    moved = api.patch(path, given, If_Match=api.get(path)["ETag"])
    assert (moved.status_code, moved.json()["due_on"]) == (200, "2099-02-01")
    given = {"owner_person": ula_of_riverton.pk, "reason": "Omar left."}
    assert api.patch(path, given, If_Match=moved["ETag"]).status_code == 200
