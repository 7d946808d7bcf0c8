"""The API of communities: what its pages do, with the same refusals."""

from datetime import timedelta

import pytest

from communities.models import Attendance
from foundation.calendars import clock

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


def test_attendance_and_following_by_the_api(
    act, caller, standards, joins, meets, dana_of_riverton, omar_of_lakeside, fay_facilitator
):
    member, stranger, facilitator = map(
        caller, (dana_of_riverton, omar_of_lakeside, fay_facilitator)
    )
    joins(dana_of_riverton)
    assert stranger.get(f"{API}members/").status_code == 403
    assert stranger.post(f"{API}following/").status_code == 403
    [dana] = facilitator.get(f"{API}members/").json()["results"]
    assert (dana["name"], dana["site"]) == ("Dana of Riverton", "riverton-ex")
    assert member.post(f"{API}following/").json() == {"is_following": True}
    assert member.get(API).json()["is_following"]
    made = member.post(f"{API}posts/", {"text": "Who maps gunfire?"}).json()
    thread = f"/communities/posts/{made['id']}/following/"
    assert stranger.post(thread).status_code == 404
    assert facilitator.post(thread).json() == {"is_following": True}
    assert member.send("DELETE", thread).json() == {"is_following": False}
    assert member.send("DELETE", f"{API}following/").status_code == 200
    assert not member.get(API).json()["is_following"]
    with act(fay_facilitator):
        held = meets.meetings.order_by("slot")[1]
    address = f"/communities/meetings/{held.pk}/attendance/"
    came = {"members": [dana["id"]]}
    assert facilitator.post(address, came, If_Match='"1"').status_code == 409  # it hasn't begun
    with clock.frozen(held.starts_at + timedelta(hours=2)):
        calls = [caller(each) for each in (dana_of_riverton, omar_of_lakeside, fay_facilitator)]
        member, stranger, facilitator = calls
        assert member.post(address, came, If_Match='"1"').status_code == 403
        assert facilitator.post(address, came).status_code == 428
        wrong = {"members": [made["id"]]}
        assert facilitator.post(address, wrong, If_Match='"1"').status_code == 422
        assert facilitator.post(address, came, If_Match='"1"').json()["version"] == 2
        assert [each["name"] for each in member.get(address).json()["people"]] == [dana["name"]]
        assert stranger.get(address).json()["people"] == []
        assert facilitator.post(address, {"members": []}, If_Match='"2"').status_code == 200
    with act(fay_facilitator):
        assert not Attendance.objects.exists()
