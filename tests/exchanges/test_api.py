"""The API of exchanges: what its pages do, with the same refusals."""

from datetime import UTC, datetime

import pytest

from foundation.calendars import clock
from tests.api.conftest import Caller, token_of

__all__ = ["token_of"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(token_of, dana_of_riverton, omar_of_lakeside):
    """Return programs of the visiting site's and the host's contacts."""
    return lambda: [Caller(token_of(each)) for each in (dana_of_riverton, omar_of_lakeside)]


def test_the_api_asks_and_the_host_answers(callers, asked, gun_violence):
    visiting, hosting = callers()
    address = f"/exchanges/{asked.pk}/"
    (listed,) = visiting.get("/exchanges/").json()["results"]
    assert (listed["visitor"], listed["status"]) == ("riverton-ex", "asked")
    tag, decline = hosting.get(address).headers["ETag"], f"{address}steps/decline/"
    assert visiting.post(decline, {"reason": "Full"}, If_Match=tag).status_code == 403
    assert hosting.post(decline, {"reason": "Full"}, If_Match='"0"').status_code == 412
    assert hosting.post(decline, {}, If_Match=tag).status_code == 422
    assert hosting.post(f"{address}steps/forget/", {}, If_Match=tag).status_code == 404
    assert hosting.post(decline, {"reason": "Full"}, If_Match=tag).json()["status"] == "declined"
    body = {
        "visitor": "riverton-ex",
        "host": "lakeside-ex",
        "core_area": gun_violence.slug,
        "title": "Again",
        "goals": ["See it", "Know its cost"],
        "outcomes": "Do it",
    }
    made = visiting.post("/exchanges/", body)
    assert (made.status_code, made.json()["starts_on"]) == (201, None)
    assert [goal["text"] for goal in made.json()["goals"]] == body["goals"]
    assert visiting.post("/exchanges/", body | {"host": "nowhere"}).status_code == 422


def test_both_sites_plan_and_report_by_the_api(callers, visit, mona_manager, token_of):
    asked = visit(starts_on=None, ends_on=None)
    visiting, hosting = callers()
    address = f"/exchanges/{asked.pk}/"

    def send(caller, path, body, version):
        answer = caller.post(f"{address}{path}/", body, If_Match=f'"{version}"')
        assert answer.status_code == 200, answer.content
        return answer.json()

    assert hosting.post(f"{address}allowance/", {"reason": "A"}).status_code == 403
    staff = Caller(token_of(mona_manager))
    allowed = staff.post(f"{address}allowance/", {"reason": "A"}, If_Match='"1"')
    assert "host" in allowed.json()["detail"].lower()  # it has room
    send(hosting, "steps/accept", {}, 1)
    days = {"starts_on": "2026-11-11", "ends_on": "2026-11-12", "place": "Headquarters"}
    assert send(visiting, "dates", days, 2)["place"] == "Headquarters"
    assert hosting.post(f"{address}goals/", {"goals": ["A"]}, If_Match='"3"').status_code == 403
    send(visiting, "goals", {"goals": ["See it", "Know its cost"]}, 3)
    item = {"day": "2026-11-11", "starts": "09:00", "ends": "10:00", "title": "The list"}
    wrong = hosting.post(f"{address}agenda/", item | {"day": "2026-11-20"})
    assert wrong.status_code == 422
    [first] = hosting.post(f"{address}agenda/", item).json()["agenda"]
    assert datetime.fromisoformat(first["starts_at"]) == datetime(2026, 11, 11, 16, tzinfo=UTC)
    one = f"/exchanges/agenda/{first['id']}/"
    assert visiting.patch(one, item | {"title": "B"}, If_Match='"9"').status_code == 412
    changed = visiting.patch(one, item | {"title": "B"}, If_Match='"1"').json()["agenda"]
    assert [(each["title"], each["version"]) for each in changed] == [("B", 2)]
    for caller, side in ((visiting, "visitor"), (hosting, "host")):
        added = caller.post(f"{address}participants/", {"side": side, "name": f"Lead, {side}"})
        assert added.status_code == 201, added.content
    theirs = next(each for each in added.json()["participants"] if each["side"] == "visitor")
    assert hosting.send("DELETE", f"/exchanges/participants/{theirs['id']}/").status_code == 403
    extra = hosting.post(f"{address}participants/", {"side": "host", "name": "Extra"}).json()
    [gone] = [each["id"] for each in extra["participants"] if each["name"] == "Extra"]
    left = hosting.send("DELETE", f"/exchanges/participants/{gone}/").json()["participants"]
    assert {each["name"] for each in left} == {"Lead, visitor", "Lead, host"}
    late = hosting.post(f"{address}agenda/", item | {"starts": "11:00", "ends": "12:00"}).json()
    assert len(late["agenda"]) == 2
    second = f"/exchanges/agenda/{late['agenda'][1]['id']}/"
    assert len(hosting.send("DELETE", second).json()["agenda"]) == 1
    send(hosting, "steps/plan", {}, 4)
    with clock.frozen(datetime(2026, 11, 13, 15, tzinfo=UTC)):
        visiting, hosting = callers()
        goals = send(hosting, "steps/mark-held", {}, 5)["goals"]
        told = [{"goal": each["id"], "result": "met", "happened": "Seen"} for each in goals]
        report = {"side": "visitor", "learned": "One list", "will_change": "We review"}
        short = report | {"results": told[:1]}
        assert visiting.post(f"{address}report/", short, If_Match='"6"').status_code == 422
        written = send(visiting, "report", report | {"results": told}, 6)
        assert [each["result"] for each in written["goals"]] == ["met", "met"]
        assert hosting.post(f"{address}report/", report, If_Match='"7"').status_code == 403
        assert send(hosting, "steps/agree", {}, 7)["status"] == "follow-up"
