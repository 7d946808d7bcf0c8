"""Engagements by the API: their steps, their milestones, and what is refused."""

import pytest

from engagements.actions import milestones, reference
from engagements.models import Engagement
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import problem, wrong
from tests.factories.engagements import EngagementFactory
from tests.reference.files import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules(db) -> None:
    with acting_atomic("system:demo"):
        reference.load_track_lengths(rows("engagements/data/track_lengths.csv"))
        reference.load_milestone_rules(rows("engagements/data/milestone_rules.csv"))


@pytest.fixture
def onboarding(rules, riverton) -> Engagement:
    with acting_atomic("system:demo"):
        begun = EngagementFactory(site=riverton, onboarding=True)
        milestones.plan(begun)
        return begun


@pytest.fixture
def path(onboarding) -> str:
    return f"/engagements/{onboarding.pk}/"


@pytest.fixture
def lee(caller, lee_liaison):
    return caller(lee_liaison)


@pytest.fixture
def mona(caller, mona_manager):
    return caller(mona_manager)


def based_on(caller, path):
    return {"If_Match": caller.get(path)["ETag"]}


def test_a_milestone_is_recorded_and_the_engagement_activated(lee, mona, path):
    session, on = f"{path}milestones/listening-session/", "2024-11-20"
    told = lee.post(session, {"on": on, "note": "34 people."}, **based_on(lee, path))
    done = {row["kind"]: row["done_on"] for row in told.json()["milestones"]}
    assert (told.status_code, done["listening-session"]) == (200, on)
    body = {"on": on, "accepted_gap": "Named in May."}
    active = mona.post(f"{path}steps/activate/", body, **based_on(mona, path))
    assert active.status_code == 200
    assert active["ETag"] == '"3"'
    history = mona.get(f"{path}history/").json()["results"]
    assert [(row["step"], row["reason"]) for row in history] == [
        ("activated", "Named in May."),
        ("reached", "34 people."),
    ]


def test_steps_say_what_they_wait_for(mona, lee, path):
    offered = {row["name"]: row for row in mona.get(f"{path}steps/").json()["results"]}
    assert not offered["activate"]["is_open"]
    assert "listening session" in offered["activate"]["refusal"]
    assert offered["suspend"]["asks"] == ["on", "until", "reason"]
    assert lee.get(f"{path}steps/").json()["results"] == []
    refused = mona.post(f"{path}steps/activate/", {"on": "2024-11-20"}, **based_on(mona, path))
    assert problem(refused)[0] == 409


def test_a_call_names_the_version_it_is_based_on(mona, path):
    body = {"on": clock.today("America/Chicago").isoformat(), "reason": "Flood."}
    assert problem(mona.post(f"{path}steps/suspend/", body))[0] == 428
    old = based_on(mona, path)
    assert mona.post(f"{path}steps/suspend/", body, **old).status_code == 200
    late = mona.post(f"{path}steps/resume/", {"on": "2026-03-09"}, **old)
    assert problem(late) == (412, "stale")
    assert "The last step was “Suspended” by Mona" in late.json()["detail"]


def test_a_call_sent_twice_counts_once(mona, path):
    body = {"on": clock.today("America/Chicago").isoformat(), "reason": "Flood."}
    headers = based_on(mona, path)
    key = {"Idempotency_Key": "suspend-riverton-1"}
    first = mona.post(f"{path}steps/suspend/", body, **headers, **key)
    second = mona.post(f"{path}steps/suspend/", body, **headers, **key)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert len(mona.get(f"{path}history/").json()["results"]) == 1


def test_a_milestone_gets_a_new_date_or_the_right_one(lee, path):
    month = f"{path}milestones/month-24/"
    moved = lee.patch(month, {"to": "2027-08-31", "reason": "Leave."}, **based_on(lee, path))
    told = {row["kind"]: row for row in moved.json()["milestones"]}["month-24"]
    assert (told["first_due_on"], told["due_on"]) == ("2026-10-01", "2027-08-31")
    kick_off = f"{path}milestones/kick-off/"
    lee.post(kick_off, {"on": "2024-10-01"}, **based_on(lee, path))
    right = lee.patch(kick_off, {"on": "2024-10-02", "reason": "Slip."}, **based_on(lee, path))
    assert right.status_code == 200
    strange = lee.patch(kick_off, {"to": "2027-08-31", "reason": "S."}, **based_on(lee, path))
    assert problem(strange)[0] == 422


def test_a_manager_records_a_milestone_too(mona, path):
    told = mona.post(f"{path}milestones/kick-off/", {"on": "2024-10-01"}, **based_on(mona, path))
    assert told.status_code == 200


def test_others_are_refused(caller, dana_of_riverton, omar_of_lakeside, lee, path):
    dana, omar = caller(dana_of_riverton), caller(omar_of_lakeside)
    body = {"on": "2024-10-01"}
    assert problem(dana.post(f"{path}milestones/kick-off/", body))[0] == 403
    assert problem(lee.post(f"{path}steps/resume/", body))[0] == 403
    assert problem(omar.get(f"{path}history/"))[0] == 404
    assert problem(lee.post(f"{path}milestones/no-such/", body))[0] == 404


def test_a_manager_opens_an_engagement(mona, lakeside, onboarding):
    body = {"site": "lakeside-ex", "year": 2026, "track": "psp", "starts_on": "2026-10-01"}
    made = mona.post("/engagements/", body)
    assert made.status_code == 201
    assert made.json()["ends_on"] == "2029-09-30"
    assert mona.get(made["Location"].removeprefix("/api/v1")).json() == made.json()
    assert problem(mona.post("/engagements/", body | {"site": "riverton-ex"}))[0] == 409
    assert problem(mona.post("/engagements/", body | {"track": "none"}))[0] == 422


@pytest.mark.usefixtures("rules")
def test_a_first_day_in_another_year_than_the_cohorts_is_checked_in_the_api_too(mona, lakeside):
    body = {"site": "lakeside-ex", "year": 2026, "track": "psp", "starts_on": "2029-10-01"}
    assert "would begin in 2029" in wrong(mona.post("/engagements/", body))["/starts_on"]
    assert mona.post("/engagements/", body | {"is_checked": True}).status_code == 201
