"""The API of grants: what its pages do, with the same refusals."""

from datetime import UTC, date, datetime

import pytest

from foundation.calendars import clock

pytestmark = pytest.mark.django_db
GRANT = {
    "name": "Microgrants",
    "funder": "A funder",
    "url": "https://grants.example.gov/1",
    "opens": "2026-10-01",
    "closes": "2026-12-09",
    "closes_time": "23:59",
    "time_zone": "America/New_York",
    "who_may_apply": "Agencies.",
    "source": "Announcement 1",
    "source_as_of": "2026-10-15",
}


def test_staff_keep_the_list_and_everyone_reads_it(caller, mona_manager, omar_of_lakeside):
    staff, reader = caller(mona_manager), caller(omar_of_lakeside)
    assert reader.post("/grants/", GRANT).status_code == 403
    early = staff.post("/grants/", GRANT | {"answer_expected_on": "2026-12-08"})
    assert (early.status_code, early.json()["errors"][0]["pointer"]) == (422, "/answer_expected_on")
    made = staff.post("/grants/", GRANT).json()
    assert (made["closes_at"], made["core_areas"]) == ("2026-12-09T23:59:00-05:00", [])
    here = f"/grants/{made['id']}/"
    assert reader.patch(here, {"name": "Mine"}, If_Match='"1"').status_code == 403
    assert staff.patch(here, {"name": "Larger grants"}).status_code == 428
    changed = staff.patch(here, {"name": "Larger grants"}, If_Match='"1"').json()
    assert changed == made | {"name": "Larger grants", "version": 2}
    [found] = reader.get("/grants/?q=grants%20larger").json()["results"]
    assert (found["id"], found["name"]) == (made["id"], "Larger grants")
    assert reader.get("/grants/?window=closed").json()["results"] == []
    assert reader.get("/grants/?window=soon").status_code == 422


def test_a_site_takes_an_application_to_its_award(
    caller, announce, dana_of_riverton, advisor_of_riverton, omar_of_lakeside
):
    call, listed = caller(dana_of_riverton), announce(answer_expected_on=date(2027, 2, 1))
    new = {"site": "riverton-ex", "opportunity": str(listed.pk)}
    assert caller(advisor_of_riverton).post("/grant-applications/", new).status_code == 403
    assert caller(omar_of_lakeside).post("/grant-applications/", new).status_code == 404
    made = call.post("/grant-applications/", new).json()
    assert (made["name"], made["answer_expected_on"]) == ("Microgrants", "2027-02-01")
    again = call.post("/grant-applications/", new)
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/opportunity")
    here = f"/grant-applications/{made['id']}/"
    assert caller(omar_of_lakeside).get(here).status_code == 404
    assert caller(advisor_of_riverton).get(here).json() == made

    def step(name: str, version: int, **said):
        return call.post(f"{here}steps/{name}/", said, If_Match=f'"{version}"')

    assert step("apply", 1).json()["status"] == "applying"
    assert step("submit", 2).status_code == 409
    assert step("leap", 2).status_code == 404
    asked = call.patch(here, {"amount_requested": 500}, If_Match='"2"').json()
    assert (asked["answer_expected_on"], asked["amount_requested"]) == ("2027-02-01", 500)
    assert step("submit", 3).json()["status"] == "submitted"
    assert step("award", 4).status_code == 422
    assert step("award", 4, amount_awarded=400).json()["amount_awarded"] == 400
    award = call.patch(f"{here}award/", {"award_number": "15-1"}, If_Match='"5"').json()
    assert (award["amount_awarded"], award["award_number"]) == (400, "15-1")
    assert {each["step"] for each in award["steps"]} == {"add", "apply", "award", "submit"}
    assert step("restore", 6).status_code == 422
    back = step("restore", 6, reason="It was the county's.").json()
    assert (back["status"], back["amount_awarded"]) == ("submitted", None)
    assert step("award", 7, amount_awarded=400).status_code == 200
    found = call.get("/grant-applications/?site=riverton-ex&status=awarded").json()["results"]
    assert [each["id"] for each in found] == [made["id"]]
    assert call.get("/grant-applications/?status=won").status_code == 422
    other = {"site": "riverton-ex", "name": "State grant", "funder": "The state"}
    assert call.post("/grant-applications/", other).status_code == 201
    first = call.get("/grant-applications/?limit=1").json()
    onward = call.get(first["next"].removeprefix("/api/v1")).json()["results"]
    assert len(first["results"]) == len(onward) == 1
    assert first["results"] != onward


def test_a_committee_its_meetings_and_reviews_by_the_api(
    caller, dana_of_riverton, advisor_of_riverton, omar_of_lakeside
):
    call, reader, stranger = map(caller, (dana_of_riverton, advisor_of_riverton, omar_of_lakeside))
    site = "/sites/riverton-ex"
    home = f"{site}/grant-committee/"
    assert call.get(home).status_code == 404
    assert reader.post(home, {}).status_code == 403
    assert call.post(home, {"purpose": "Finds grants."}).status_code == 201
    assert call.post(home, {}).status_code == 409
    member = call.post(f"{home}members/", {"agency": "Sheriff", "role": "Chair"}).json()
    assert reader.get(home).json()["members"] == [member]
    assert reader.send("DELETE", f"/grant-members/{member['id']}/").status_code == 403
    assert call.send("DELETE", f"/grant-members/{member['id']}/").status_code == 204
    said = {"day": "2026-11-09", "at": "14:00", "place": "Room 2"}
    met = call.post(f"{home}meetings/", said).json()
    assert (met["starts_at"], met["place"]) == ("2026-11-09T14:00:00-06:00", "Room 2")
    meeting = f"/grant-meetings/{met['id']}/"
    moved = call.patch(meeting, {"day": "2026-11-10"}, If_Match='"1"').json()
    assert moved == met | {"starts_at": "2026-11-10T14:00:00-06:00", "version": 2}
    early = call.post(f"{meeting}notes/", {"notes": "We apply."}, If_Match='"2"')
    assert early.status_code == 409
    with clock.frozen(datetime(2026, 11, 11, 20, tzinfo=UTC)):
        noted = call.post(f"{meeting}notes/", {"notes": "We apply."}, If_Match='"2"')
    assert noted.json()["status"] == "held"
    later = call.post(f"{home}meetings/", said).json()
    off = f"/grant-meetings/{later['id']}/cancel/"
    assert reader.post(off, {"reason": "Storm"}, If_Match='"1"').status_code == 403
    assert call.post(off, {"reason": "Storm"}, If_Match='"1"').json()["status"] == "canceled"
    assert len(reader.get(f"{home}meetings/").json()["results"]) == 2
    new = {"done_on": "2026-10-01", "done_by": "Us"}
    assert call.post(f"{site}/grant-reviews/", new).status_code == 422
    review = call.post(f"{site}/grant-reviews/", new | {"findings": "Two fit."}).json()
    one = f"/grant-reviews/{review['id']}/"
    changed = call.patch(one, {"findings": "Three fit."}, If_Match='"1"').json()
    assert changed == review | {"findings": "Three fit.", "version": 2}
    assert reader.get(f"{site}/grant-reviews/").json()["results"] == [changed]
    ended = call.post(f"{home}end/", {"reason": "Merged"}, If_Match='"1"').json()
    assert ended["end_reason"] == "Merged"
    for path in (home, meeting, one, f"{home}meetings/", f"{site}/grant-reviews/"):
        assert stranger.get(path).status_code == 404, path
