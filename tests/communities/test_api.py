"""The API of communities: what its pages do, with the same refusals."""

import pytest

pytestmark = pytest.mark.django_db
API = "/communities/analysts/"


def test_a_member_joins_reads_and_writes_by_the_api(
    caller, standards, joins, meets, dana_of_riverton, omar_of_lakeside
):
    call, stranger = caller(dana_of_riverton), caller(omar_of_lakeside)
    [row] = call.get("/communities/").json()["results"]
    assert (row["slug"], row["is_member"], row["status"]) == ("analysts", False, "active")
    assert call.post(f"{API}posts/", {"text": "Hi"}).status_code == 403
    asked = stranger.post(f"{API}membership/", {"note": "Maps"})
    assert (asked.status_code, asked.json()["status"]) == (201, "asked")
    assert stranger.post(f"{API}membership/", {}).status_code == 409
    assert stranger.send("DELETE", f"{API}membership/").status_code == 204
    assert stranger.send("DELETE", f"{API}membership/").status_code == 404
    joins(dana_of_riverton)
    assert call.get(API).json()["is_member"]
    made = call.post(f"{API}posts/", {"text": "Who maps gunfire?"})
    assert made.status_code == 201
    reply = {"text": "We do.", "reply_to": made.json()["id"]}
    assert call.post(f"{API}posts/", reply).json()["reply_to"] == made.json()["id"]
    assert call.post(f"{API}posts/", {"text": " "}).status_code == 422
    assert len(call.get(f"{API}posts/").json()["results"]) == 2
    assert stranger.get(f"{API}posts/").json()["results"] == []
    assert stranger.post(f"{API}posts/", reply).status_code == 403
    page = call.get(f"{API}meetings/?limit=2").json()
    assert [each["status"] for each in page["results"]] == ["canceled", "planned"]
    onward = call.get(page["next"].removeprefix("/api/v1")).json()["results"]
    assert onward[0]["starts_at"] > page["results"][1]["starts_at"]
