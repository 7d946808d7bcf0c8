"""Figures measured toward goals: entered with day and person, shown beside what was expected; actions lead on."""

from datetime import date
from decimal import Decimal

import pytest

from engagements.actions import measurements, plans
from engagements.errors import NotYourPlan, UnlikelyDate
from engagements.models import Measurement, Plan
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.tta_requests.states import put
from tta_requests.models import TTARequest

PAGE = "/sites/riverton-ex/plan/"


def enter(goal, by, **values) -> Measurement:
    given = {"value": Decimal("30.5"), "measured_on": clock.today("America/Chicago"), "by": by}
    return measurements.enter(goal, **{**given, **values})


def test_the_last_entry_of_the_newest_day_is_shown_and_earlier_ones_stay(
    draft, acting_as, lee_liaison, client_of, dana_of_riverton
):
    goal = draft.goals.all()[0]
    today = clock.today("America/Chicago")
    with acting_as(lee_liaison) as by:
        enter(goal, by, note="Minutes")
        enter(goal, by, value=Decimal(33))
        enter(goal, by, value=Decimal(12), measured_on=goal.baseline_on)
        rows = Measurement.objects.visible_to(by).of_plan(draft.pk)
        assert [row.value for row in rows] == [Decimal(33), Decimal("30.5"), Decimal(12)]
        assert {row.measured_on for row in rows} == {today, goal.baseline_on}
    text = client_of(dana_of_riverton).get(PAGE).content.decode()
    assert f"33 {goal.unit} on" in text
    assert "entered by Lee Liaison · Minutes" in text


def test_a_figure_is_refused_for_a_day_to_come_or_before_the_baseline_or_by_a_reader(
    draft, acting_as, lee_liaison, ella
):
    goal = draft.goals.all()[0]
    with acting_as(lee_liaison) as by:
        with pytest.raises(UnlikelyDate, match="today or an earlier day"):
            enter(goal, by, measured_on=date(2099, 1, 1))
        with pytest.raises(UnlikelyDate, match="baseline"):
            enter(goal, by, measured_on=date(2015, 1, 1))
    with acting_as(ella) as by, pytest.raises(NotYourPlan):
        enter(goal, by)


def test_a_figure_stays_when_the_draft_drops_its_goal(draft, client_of, lee_liaison):
    goal, client = draft.goals.all()[0], client_of(lee_liaison)
    sent = {"value": "30", "measured_on": str(clock.today("America/Chicago")), "note": ""}
    assert client.post(f"/goals/{goal.pk}/measure/", sent).status_code == 303
    gone = {"remove": "yes", "version": str(draft.version)}
    assert client.post(f"/goals/{goal.pk}/", gone).status_code == 303
    with acting_atomic("system:demo"):
        assert Measurement.objects.get().goal_key == goal.pk


def test_an_approved_plan_takes_figures_and_lists_what_came_from_its_actions(
    draft, acting_as, lee_liaison, ella, client_of, dana_of_riverton
):
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=draft.version, by=by)
    with acting_as(ella) as by:
        plans.approve(draft, version=draft.version + 1, by=by)
    action = draft.goals.all()[0].actions.all()[0]
    client, origin = client_of(dana_of_riverton), f"strategic:{action.pk}"
    form = client.get(f"/requests/new/?origin={origin}").content.decode()
    assert f'value="{action.text}"' in form
    sent = {
        "site": "riverton-ex",
        "title": action.text,
        "kind": "technical-assistance",
        "urgency": "expedited",
        "delivery_mode": "either",
        "origin": origin,
        "then": "save",
    }
    request = client.post("/requests/new/", sent, follow=True).content.decode()
    assert "saved" in request
    text = client.get(PAGE).content.decode()
    assert text.count(action.text) > 2  # the action, and the request that came from it


def test_plans_of_earlier_engagements_are_linked_and_read_only(
    draft, riverton, client_of, lee_liaison
):
    with acting_atomic("system:demo"):
        earlier = EngagementFactory(
            site=riverton,
            starts_on=date(2019, 10, 1),
            ends_on=date(2022, 9, 30),
            graduated_on=date(2022, 10, 1),
        )
        Plan.objects.create(site=riverton, engagement=earlier, kind="strategic", status="draft")
    client = client_of(lee_liaison)
    text = client.get(PAGE).content.decode()
    assert f"engagement={earlier.pk}" in text
    assert "Oct 1, 2019 to Sep 30, 2022" in text
    old = client.get(f"{PAGE}?kind=strategic&engagement={earlier.pk}").content.decode()
    assert "No goals yet." in old
    assert "Add goal" not in old
    assert client.get(f"{PAGE}?engagement=nonsense").status_code == 200


def test_a_federal_request_from_a_plan_is_never_printed(
    standards, draft, riverton, area, dana_of_riverton, best_provider, mona_manager, client_of
):
    people = {"requester": dana_of_riverton, "provider": best_provider}
    shared, federal = (put("triage", site=riverton, area=area, **people) for _ in range(2))
    of = {"plan": draft, "plan_action": draft.goals.all()[0].actions.all()[0].pk}
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk__in=[shared.pk, federal.pk]).update(**of)
    client = client_of(mona_manager)
    assert "printed version" not in client.get(PAGE).content.decode()
    with acting_atomic("system:demo"):
        rows = TTARequest.objects.filter(pk=federal.pk)
        rows.update(handling="federal", federal_agencies=["ATF"])
    text = " ".join(client.get(PAGE).content.decode().split())
    assert "Federal-only items aren't in the printed version." in text
    assert f'<li class="psp-no-print"> <a href="{federal.get_absolute_url()}">' in text
    assert f'<li > <a href="{shared.get_absolute_url()}">' in text
