"""The liaison's desk by the API: contacts that are planned, and leave with a stand-in."""

from datetime import timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import wrong
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import MembershipFactory


@pytest.fixture
def kim(lakeside):
    with acting_atomic("system:demo"):
        return MembershipFactory(
            site=lakeside,
            user=UserFactory(name="Kim Cover"),
            role="strategic-site-liaison",
            seat="liaison",
        ).user


def test_a_contact_is_planned_moved_and_canceled(
    caller, lee_liaison, dana_of_riverton, cora_coordinator, riverton
):
    lee, dana = caller(lee_liaison), caller(dana_of_riverton)
    day = clock.today("America/Chicago") + timedelta(days=9)
    sent = {"kind": "visit", "on": day.isoformat()}
    address = "/sites/riverton-ex/planned-contacts/"
    assert dana.post(address, sent).status_code == 403
    assert lee.post("/sites/lakeside-ex/planned-contacts/", sent).status_code == 404
    made = lee.post(address, sent)
    assert (made.status_code, made.json()["planned_by"]) == (201, "Lee Liaison")
    assert lee.post(address, sent).status_code == 422
    one = f"/planned-contacts/{made.json()['id']}/"
    later = (day + timedelta(days=2)).isoformat()
    assert lee.patch(one, {"on": later}).status_code == 428
    moved = lee.patch(one, {"on": later}, If_Match=made["ETag"])
    assert (moved.json()["planned_on"], moved.json()["kind"]) == (later, "visit")
    cora = caller(cora_coordinator)
    assert [row["id"] for row in cora.get(address).json()["results"]] == [made.json()["id"]]
    assert cora.send("DELETE", one, If_Match=moved["ETag"]).status_code == 403
    canceled = lee.send("DELETE", one, If_Match=moved["ETag"])
    assert canceled.json()["canceled_at"]
    assert lee.get(address).json()["results"] == []
    again = lee.patch(one, {"on": later}, If_Match=canceled["ETag"])
    assert again.status_code == 409


def test_leave_is_recorded_changed_and_ended(
    caller, lee_liaison, kim, dana_of_riverton, mona_manager
):
    lee, mona = caller(lee_liaison), caller(mona_manager)
    first, last = (clock.today("America/Chicago") + timedelta(days=n) for n in (3, 6))
    sent = {"first": first.isoformat(), "last": last.isoformat(), "stand_in": kim.email}
    assert caller(dana_of_riverton).post("/leave/", sent).status_code == 403
    assert lee.post("/leave/", {**sent, "stand_in": dana_of_riverton.email}).status_code == 422
    assert lee.post("/leave/", {**sent, "sites": ["lakeside-ex"]}).status_code == 422
    assert lee.post("/leave/", {**sent, "liaison": kim.email}).status_code == 422
    [row] = lee.post("/leave/", sent).json()["results"]
    assert (row["liaison"], row["stand_in"], row["ends_on"]) == (
        "Lee Liaison",
        "Kim Cover",
        last.isoformat(),
    )
    one = f"/leave/{row['id']}/"
    [seen] = caller(kim).get("/leave/").json()["results"]
    assert seen["id"] == row["id"]
    later = (last + timedelta(days=1)).isoformat()
    [changed] = mona.patch(one, {"last": later}).json()["results"]
    assert (changed["starts_on"], changed["ends_on"]) == (first.isoformat(), later)
    assert caller(kim).send("DELETE", one).status_code == 403
    assert lee.send("DELETE", one).status_code == 200
    assert lee.send("DELETE", one).status_code == 404
    assert mona.get("/leave/").json()["results"] == []
    of_lee = mona.post("/leave/", {**sent, "liaison": lee_liaison.email})
    assert of_lee.status_code == 201


def test_a_month_plan_is_the_callers_own_or_that_of_a_named_liaison(
    caller, lee_liaison, kim, dana_of_riverton, cora_coordinator
):
    lee, cora = caller(lee_liaison), caller(cora_coordinator)
    day = clock.today("America/Chicago") + timedelta(days=2)
    sent = {"kind": "visit", "on": day.isoformat()}
    made = lee.post("/sites/riverton-ex/planned-contacts/", sent).json()["id"]
    away = {"first": day.isoformat(), "last": day.isoformat(), "stand_in": kim.email}
    assert lee.post("/leave/", away).status_code == 201
    path = f"/month-plan/?month={day:%Y-%m}"
    assert caller(dana_of_riverton).get(path).status_code == 403
    plan = lee.get(path).json()
    [site] = plan["sites"]
    [contact] = site["contacts"]
    assert (plan["liaison"], site["site"]["slug"], site["is_missing"]) == (
        "Lee Liaison",
        "riverton-ex",
        False,
    )
    assert (contact["on"], contact["is_done"], made in contact["href"]) == (
        day.isoformat(),
        False,
        True,
    )
    assert [row["stand_in"] for row in plan["leave"]] == ["Kim Cover"]
    assert lee.get(f"{path}&liaison={lee_liaison.email}").json() == plan
    assert cora.get(f"{path}&liaison={lee_liaison.email}").json()["sites"] == plan["sites"]
    assert lee.get(f"{path}&liaison={kim.email}").status_code == 403
    assert "Name a liaison" in wrong(cora.get(path))["liaison"]
    assert "2026-11" in wrong(lee.get("/month-plan/?month=May"))["month"]
    [elsewhere] = caller(kim).get(path).json()["sites"]
    assert (elsewhere["site"]["slug"], elsewhere["contacts"]) == ("lakeside-ex", [])


def test_the_caseload_lists_the_callers_sites_with_the_most_urgent_first(
    caller, lee_liaison, kim, riverton, lakeside, dana_of_riverton, cora_coordinator
):
    today = clock.today("America/Chicago")
    with acting_atomic("system:demo"):
        for site in (riverton, lakeside):
            EngagementFactory(site=site, starts_on=today - timedelta(days=300), active=True)
        EngagementUpdateFactory(site=lakeside, author=kim, occurred_on=today - timedelta(days=1))
    assert caller(dana_of_riverton).get("/caseload/").status_code == 403
    [mine] = caller(lee_liaison).get("/caseload/").json()["results"]
    assert (mine["site"]["slug"], mine["liaisons"], mine["days_since_contact"]) == (
        "riverton-ex",
        ["Lee Liaison"],
        None,
    )
    assert (mine["level"], mine["needs_contact"], mine["reason"]) == (
        "late",
        True,
        "Contact overdue: no updates yet",
    )
    cora = caller(cora_coordinator)
    every = cora.get("/caseload/").json()["results"]
    assert every[0] == mine
    assert [row["site"]["slug"] for row in every] == ["riverton-ex", "lakeside-ex"]
    assert (every[1]["days_since_contact"], every[1]["state"]) == (1, "active")
    of_kim = cora.get(f"/caseload/?liaison={kim.email}").json()["results"]
    assert of_kim == every[1:]
    assert "Name a liaison" in wrong(cora.get("/caseload/?liaison=x"))["liaison"]
    assert "show" in wrong(cora.get("/caseload/?show=needy"))
