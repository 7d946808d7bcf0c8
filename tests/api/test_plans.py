"""Plans by the API: read with goals, and taken from draft to approved."""

from datetime import date

import pytest

from engagements.models import Goal, Plan
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import problem
from tests.factories.engagements import EngagementFactory
from tests.factories.tta_requests import CoreAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(riverton) -> Plan:
    with acting_atomic("system:demo"):
        plan = Plan.objects.create(
            site=riverton,
            engagement=EngagementFactory(site=riverton, active=True),
            kind="strategic",
        )
        Goal.objects.create(
            site=riverton,
            plan=plan,
            core_area=CoreAreaFactory(),
            text="Clear more homicides",
            unit="percent",
            target=60,
            baseline_on=date(2026, 1, 1),
            due_on=date(2027, 1, 1),
        )
        return plan


@pytest.fixture
def lee(caller, lee_liaison):
    return caller(lee_liaison)


@pytest.fixture
def ella(caller, riverton, member):
    return caller(member(riverton, EXECUTIVE_LEADERSHIP.slug, "executive", name="Ella").user)


def test_a_plan_is_submitted_returned_and_approved(plan, lee, ella):
    path = f"/plans/{plan.pk}/"
    shown = lee.get(path)
    [goal] = shown.json()["goals"]
    assert (goal["text"], goal["target"], goal["baseline"]) == (
        "Clear more homicides",
        "60.00",
        None,
    )
    based = {"If_Match": shown["ETag"]}
    assert ella.post(f"{path}steps/submit/", {}, **based).status_code == 403
    sent = lee.post(f"{path}steps/submit/", {}, **based)
    assert (sent.status_code, sent.json()["status"]) == (200, "submitted")
    late = ella.post(f"{path}steps/approve/", {}, **based)
    assert problem(late) == (412, "stale")
    assert "The last step was “Submitted for approval” by Lee Liaison, " in late.json()["detail"]
    based = {"If_Match": sent["ETag"]}
    assert problem(ella.post(f"{path}steps/return/", {}, **based))[0] == 422
    back = ella.post(f"{path}steps/return/", {"reason": "Name the unit."}, **based)
    assert back.json()["returned_because"] == "Name the unit."
    sent = lee.post(f"{path}steps/submit/", {}, If_Match=back["ETag"])
    done = ella.post(f"{path}steps/approve/", {}, If_Match=sent["ETag"]).json()
    assert (done["status"], done["versions"][0]["approved_by"]) == ("approved", "Ella")
    assert lee.post(f"{path}steps/none/", {}, If_Match='"1"').status_code == 404


def test_an_engagements_plans_are_its_sites_alone(plan, lee, caller, omar_of_lakeside):
    path = f"/engagements/{plan.engagement_id}/plans/"
    assert [row["kind"] for row in lee.get(path).json()["results"]] == ["strategic"]
    omar = caller(omar_of_lakeside)
    assert omar.get(path).status_code == omar.get(f"/plans/{plan.pk}/").status_code == 404


def test_goals_actions_and_figures_are_written_on_the_version_that_was_read(plan, lee, ella):
    path = f"/plans/{plan.pk}/"
    shown = lee.get(path)
    goal = {
        "text": "Hear from residents",
        "core_area": shown.json()["goals"][0]["core_area"],
        "unit": "residents",
        "baseline": "0",
        "baseline_on": "2026-01-01",
        "target": "400",
        "due_on": "2027-06-01",
    }
    assert ella.post(f"{path}goals/", goal, If_Match=shown["ETag"]).status_code == 403
    added = lee.post(f"{path}goals/", goal, If_Match=shown["ETag"])
    assert [each["text"] for each in added.json()["goals"]][-1] == "Hear from residents"
    assert problem(lee.post(f"{path}goals/", goal, If_Match=shown["ETag"]))[0] in {409, 412}
    key = added.json()["goals"][-1]["id"]
    moved = lee.patch(f"/goals/{key}/", {"target": "500"}, If_Match=added["ETag"])
    assert moved.json()["goals"][-1]["target"] == "500.00"
    act = {"text": "Ask them", "due_on": "2026-12-01"}
    with_action = lee.post(f"/goals/{key}/actions/", act, If_Match=moved["ETag"])
    [action] = with_action.json()["goals"][-1]["actions"]
    figure = {"value": "20", "measured_on": "2026-06-01"}
    sent = lee.post(f"/goals/{key}/figures/", figure, If_Match=with_action["ETag"])
    assert sent.status_code == 200
    gone = lee.send("DELETE", f"/plan-actions/{action['id']}/", If_Match=with_action["ETag"])
    assert gone.json()["goals"][-1]["actions"] == []
