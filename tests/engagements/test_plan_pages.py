"""The plan's pages: what each reader sees, what a form saves, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engagements.actions import goals, plans
from engagements.enums import PlanKind, PlanState
from engagements.models import Engagement, Goal, Plan, PlanAction, PlanStep, PlanVersion
from engagements.models.origins import kind_of
from engagements.presenters.plan_goals import expected_by, figure, in_full
from engagements.views.plans import address
from foundation.agenda import reading
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import Principle
from tests.engagements.conftest import FIGURES
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.usefixtures("room_settings")
PAGE = "/sites/riverton-ex/plan/"
SUSTAINABILITY = f"{PAGE}?kind=sustainability"


def fresh(plan: Plan) -> Plan:
    with acting_atomic("system:demo"):
        return Plan.objects.for_page().get(pk=plan.pk)


def typed(area, **changed) -> dict[str, str]:
    return {
        "text": "Review every shooting",
        "core_area": area.slug,
        "principle": "",
        "unit": "percent",
        "direction": "up",
        "baseline": "10",
        "baseline_on": "2026-01-01",
        "target": "90",
        "due_on": "2027-03-31",
        **changed,
    }


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_plan_is_written_submitted_returned_and_approved_through_the_pages(
    engagement, area, client_of, lee_liaison, ella
):
    with acting_atomic("system:demo"):
        Principle.objects.create(slug="trust", name="Trust", summary="People rely on it.")
    writer, leader = client_of(lee_liaison), client_of(ella)
    assert "Start the strategic plan" in said(writer.get(PAGE))
    page = f"{SUSTAINABILITY}&engagement={engagement.pk}"
    assert writer.post(f"{PAGE}start/", {"kind": "sustainability"}).url == page
    with acting_atomic("system:demo"):
        plan = Plan.objects.get()
    answer = writer.post(f"/plans/{plan.pk}/goals/", typed(area, principle="trust", version="1"))
    assert (answer.status_code, answer.url) == (303, page)
    with acting_atomic("system:demo"):
        goal = Goal.objects.select_related("principle").get()
    assert (goal.principle.slug, goal.target) == ("trust", Decimal(90))
    action = {"text": "Invite prosecutors", "side": "doj", "due_on": "2026-12-01", "version": "2"}
    assert writer.post(f"/goals/{goal.pk}/actions/", action).status_code == 303
    assert "Invite prosecutors" in said(leader.get(SUSTAINABILITY))
    assert writer.post(f"/plans/{plan.pk}/submit/", {"version": "3"}).status_code == 303
    assert leader.post(f"/plans/{plan.pk}/return/", {"version": "4"}).status_code == 422
    back = {"version": "4", "reason": "Say who invites them."}
    assert leader.post(f"/plans/{plan.pk}/return/", back).status_code == 303
    assert "Say who invites them." in said(writer.get(SUSTAINABILITY))
    assert writer.post(f"/plans/{plan.pk}/submit/", {"version": "5"}).status_code == 303
    measured = {"value": "12.5", "measured_on": str(clock.today("America/Chicago"))}
    assert writer.post(f"/goals/{goal.pk}/measure/", measured).status_code == 303
    read = said(leader.get(f"/plans/{plan.pk}/approve/"))
    assert "Invite prosecutors" in read
    assert "12.5 percent on" in read
    assert leader.post(f"/plans/{plan.pk}/approve/", {"version": "6"}).status_code == 303
    assert fresh(plan).status == PlanState.APPROVED
    assert "Version 1 is approved" in said(writer.get(SUSTAINABILITY))


def test_versions_say_what_changed(draft, acting_as, lee_liaison, ella, client_of):
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=3, by=by)
    with acting_as(ella) as by:
        plans.approve(draft, version=4, by=by)
    with acting_as(lee_liaison) as by:
        plans.unlock(draft, version=5, reason="New year.", by=by)
        goal = Goal.objects.get()
        more = FIGURES | {"target": Decimal(70)}
        goals.write(draft, goal, core_area=goal.core_area, version=6, **more, by=by)
        goals.remove_action(PlanAction.objects.select_related("goal__plan").get(), version=7, by=by)
    assert "2 changes since version 1" in said(client_of(ella).get(PAGE))
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=8, by=by)
    with acting_as(ella) as by:
        plans.approve(draft, version=9, by=by)
    text = said(client_of(ella).get(f"/plans/{draft.pk}/versions/"))
    assert "target changed from 60 to 70." in text
    assert "Action removed: Share the on-call list." in text
    assert text.index("Version 2") < text.index("Version 1</h2>")


def test_a_reader_changes_nothing(draft, client_of, ella, omar_of_lakeside):
    goal = draft.goals.all()[0]
    leader, stranger = client_of(ella), client_of(omar_of_lakeside)
    text = said(leader.get(PAGE))
    assert "Clear more homicides" in text
    assert f"/goals/{goal.pk}/" not in text
    assert "Executive leadership approves it." in text
    for path in (f"/goals/{goal.pk}/", f"/plans/{draft.pk}/submit/", f"/plans/{draft.pk}/goals/"):
        assert leader.get(path).status_code == 403
        assert stranger.get(path).status_code in {403, 404}
    for path in (PAGE, f"/plans/{draft.pk}/versions/"):
        assert stranger.get(path).status_code == 404


def test_a_change_someone_did_not_read_keeps_what_was_typed(draft, area, client_of, lee_liaison):
    goal, writer = draft.goals.all()[0], client_of(lee_liaison)
    answer = writer.post(f"/goals/{goal.pk}/", typed(area, version="2"))
    text = said(answer)
    assert answer.status_code == 409
    assert 'value="Review every shooting"' in text
    assert 'name="version" value="3"' in text
    assert writer.post(f"/goals/{goal.pk}/", typed(area, version="3")).status_code == 303


def test_figures_that_make_no_sense_are_shown_at_their_field(draft, area, client_of, lee_liaison):
    writer = client_of(lee_liaison)
    path = f"/plans/{draft.pk}/goals/"
    for changed, sentence in (
        ({"target": "5"}, "better than the baseline"),
        ({"target": "many"}, "Enter a number"),
        ({"due_on": "2025-12-31"}, "after the day of the baseline"),
        ({"due_on": "2013-12-31"}, "from 2014 through 2100"),
        ({"core_area": "none"}, "Choose an answer from the list."),
    ):
        answer = writer.post(path, typed(area, version="3", **changed))
        assert answer.status_code == 422
        assert sentence in said(answer)


def test_goals_and_actions_are_removed_through_the_pages(draft, client_of, lee_liaison):
    goal, writer = draft.goals.all()[0], client_of(lee_liaison)
    action = goal.actions.all()[0]
    gone = {"remove": "yes", "version": "3"}
    assert writer.post(f"/plan-actions/{action.pk}/", gone).status_code == 303
    assert writer.post(f"/goals/{goal.pk}/", gone | {"version": "4"}).status_code == 303
    assert "No goals yet." in said(writer.get(PAGE))


def test_a_form_sent_twice_starts_one_plan(engagement, client_of, lee_liaison):
    writer = client_of(lee_liaison)
    sent = {"kind": "strategic", "nonce": "once-and-only-once-1"}
    assert {writer.post(f"{PAGE}start/", sent).status_code for _ in range(2)} == {303}
    assert writer.post(f"{PAGE}start/", {"kind": "strategic"}).status_code == 409
    assert writer.post(f"{PAGE}start/", {"kind": "none"}).status_code == 422


def test_the_empty_pages_say_who_acts(riverton, engagement, client_of, ella):
    assert "liaison, and advisor can start it" in said(client_of(ella).get(PAGE))


def test_a_site_without_an_engagement_has_no_plan(riverton, client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    assert "No engagement yet." in said(client.get(PAGE))
    assert client.post(f"{PAGE}start/", {"kind": "strategic"}).status_code == 409


def test_actions_of_an_approved_plan_lead_to_a_request(
    draft, acting_as, lee_liaison, ella, client_of, dana_of_riverton
):
    asks = 'href="/requests/new/?origin=strategic%3A'
    assert asks not in said(client_of(dana_of_riverton).get(PAGE)).split("Goals of the plan")[1]
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=3, by=by)
    with acting_as(ella) as by:
        plans.approve(draft, version=4, by=by)
    assert asks in said(client_of(dana_of_riverton).get(PAGE)).split("Goals of the plan")[1]
    assert asks not in said(client_of(ella).get(PAGE)).split("Goals of the plan")[1]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 1, 1), "0"),
        (date(2026, 1, 1), "0"),
        (date(2026, 4, 11), "100"),
        (date(2026, 7, 20), "200"),
        (date(2027, 2, 5), "400"),
        (date(2030, 1, 1), "400"),
    ],
)
def test_the_expected_figure_is_on_the_line_from_baseline_to_target(day, expected):
    goal = Goal(
        baseline=Decimal(0),
        baseline_on=date(2026, 1, 1),
        target=Decimal(400),
        due_on=date(2027, 2, 5),
    )
    assert figure(expected_by(goal, day)) == expected


def test_a_figure_that_was_entered_is_shown_in_full():
    assert [in_full(Decimal(each)) for each in ("41.25", "60.00", "1200.50")] == [
        "41.25",
        "60",
        "1,200.5",
    ]


def test_a_falling_goal_and_one_without_a_baseline():
    goal = Goal(
        baseline=Decimal(14),
        baseline_on=date(2026, 1, 1),
        target=Decimal(2),
        due_on=date(2026, 1, 9),
    )
    assert figure(expected_by(goal, date(2026, 1, 2))) == "12.5"
    goal.baseline = None
    assert expected_by(goal, date(2026, 1, 2)) is None


def test_the_kinds_are_two(draft, client_of, ella):
    assert PlanKind.values == ["strategic", "sustainability"]
    assert "Clear more homicides" not in said(client_of(ella).get(SUSTAINABILITY))
    assert "Clear more homicides" in said(client_of(ella).get(f"{PAGE}?kind=nothing"))


def test_links_to_the_plan_of_an_earlier_engagement_open_that_plan(
    draft, riverton, area, client_of, acting_as, lee_liaison
):
    with acting_atomic("system:demo"):
        earlier = EngagementFactory(
            site=riverton,
            starts_on=date(2019, 10, 1),
            ends_on=date(2022, 9, 30),
            graduated_on=date(2022, 10, 1),
        )
        of = {"site": riverton}
        plan = Plan.objects.create(**of, engagement=earlier, kind="strategic", status="approved")
        goal = Goal.objects.create(
            **of,
            plan=plan,
            core_area=area,
            text="Goal of the earlier plan",
            unit="percent",
            baseline_on=date(2020, 1, 1),
            target=10,
            due_on=date(2021, 3, 1),
        )
        action = PlanAction.objects.create(**of, goal=goal, text="Act", due_on=date(2021, 2, 1))
        now = clock.now()
        PlanStep.objects.create(**of, plan=plan, step="approved", made_at=now)
        PlanVersion.objects.create(
            **of, plan=plan, number=1, goals=[], approved_on=date(2020, 2, 1), approved_at=now
        )
    kind, client = kind_of("strategic"), client_of(lee_liaison)
    span = reading.Span.of(date(2021, 1, 1), date(2021, 4, 1), "UTC")
    with acting_as(lee_liaison) as by:
        dated = [each.href for each in reading.entries_of(by, span, "UTC")]
    assert len(dated) == 2
    for href in (address(plan), kind.href(action.pk, riverton.slug), *dated):
        assert "Goal of the earlier plan" in said(client.get(href))
    assert address(plan).replace("&", "&amp;") in said(client.get("/sites/riverton-ex/timeline/"))
    assert "Clear more homicides" in said(client.get(f"{PAGE}?kind=strategic&action=none"))


def test_a_plan_is_started_for_the_engagement_whose_page_it_was(
    engagement, riverton, lakeside, client_of, lee_liaison
):
    """The page was opened before the first engagement was over and the second opened."""
    writer = client_of(lee_liaison)
    shown = said(writer.get(PAGE))
    assert f'name="engagement" value="{engagement.pk}"' in shown
    with acting_atomic("system:demo"):
        Engagement.objects.filter(pk=engagement.pk).update(withdrawn_on=engagement.starts_on)
        later = engagement.starts_on + timedelta(days=1)
        second = EngagementFactory(site=riverton, starts_on=later)
        foreign = EngagementFactory(site=lakeside, starts_on=engagement.starts_on)
    named = {"kind": "strategic", "engagement": str(engagement.pk)}
    assert writer.post(f"{PAGE}start/", named).status_code == 409
    # By guess: refused, and nothing is started.
    refused = writer.post(f"{PAGE}start/", {"kind": "strategic"})
    assert (refused.status_code, "more than one engagement" in said(refused)) == (409, True)
    named["engagement"] = str(foreign.pk)
    assert writer.post(f"{PAGE}start/", named).status_code == 404
    named["engagement"] = str(second.pk)
    answer = writer.post(f"{PAGE}start/", named)
    assert answer.url == f"{PAGE}?kind=strategic&engagement={second.pk}"
    with acting_atomic("system:demo"):
        assert [plan.engagement_id for plan in Plan.objects.all()] == [second.pk]
    old = said(writer.get(f"{PAGE}?engagement={engagement.pk}"))
    assert f"?kind=sustainability&amp;engagement={engagement.pk}" in old
    assert f"?kind=strategic&amp;engagement={second.pk}" in old
    assert "Start the strategic plan" not in old
