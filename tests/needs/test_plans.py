"""Every role in every state of a plan: the places that say what needs the reader agree."""

from datetime import timedelta

import pytest

from engagements.enums import PlanState
from engagements.models import Engagement, Goal, Plan
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.factories.tta_requests import CoreAreaFactory
from tests.needs.test_everywhere import WAITED_FOR, asked_of, what_needs

pytestmark = pytest.mark.django_db
TODAY = clock.today("America/Chicago")


@pytest.fixture
def standing(riverton, lee_liaison):
    """Riverton's strategic plan in a state, submitted by the liaison."""

    def put(status, **fields) -> Plan:
        with acting_atomic("system:demo"):
            first = TODAY - timedelta(days=300)
            plan = Plan.objects.create(
                site=riverton,
                engagement=EngagementFactory(site=riverton, starts_on=first, active=True),
                kind="strategic",
                status=status,
                submitted_by=lee_liaison,
                submitted_at=clock.now(),
                **fields,
            )
            Goal.objects.create(
                site=riverton,
                plan=plan,
                core_area=CoreAreaFactory(),
                text="Clear more homicides",
                unit="percent",
                target=60,
                baseline_on=first,
                due_on=TODAY,
            )
            return plan

    return put


def of_plans(person) -> set[str]:
    return {need.cause.slug for need in asked_of(person)} & {"answer-plan", "revise-plan"}


@pytest.mark.parametrize(
    ("status", "fields", "who", "cause"),
    [
        (PlanState.SUBMITTED, {}, "mayor_of_riverton", "answer-plan"),
        (PlanState.DRAFT, {"returned_at": clock.now()}, "lee_liaison", "revise-plan"),
        (PlanState.DRAFT, {}, "", ""),
        (PlanState.APPROVED, {}, "", ""),
    ],
)
def test_each_place_names_who_is_waited_for(
    request, standing, client_of, riverton, status, fields, who, cause
):
    standing(status, **fields)
    for name in WAITED_FOR:
        person = request.getfixturevalue(name)
        assert of_plans(person) == ({cause} if name == who else set()), name
    if not who:
        return
    [need] = [need for need in asked_of(request.getfixturevalue(who)) if need.cause.slug == cause]
    client = client_of(request.getfixturevalue(who))
    assert f'href="{need.action}"' in what_needs(
        client.get("/my-day/", follow=True).content.decode()
    )
    assert (
        f'href="{need.action}"'
        in client.get(f"/sites/{riverton.slug}/engagement/").content.decode()
    )
    assert client.get(need.action).status_code == 200


def test_who_submitted_is_not_asked_to_approve_and_an_end_ends_it(
    standing, riverton, lee_liaison, mayor_of_riverton, member
):
    member(riverton, EXECUTIVE_LEADERSHIP.slug, "executive", user=lee_liaison)
    plan = standing(PlanState.SUBMITTED)
    assert of_plans(lee_liaison) == set()
    with acting_atomic("system:demo"):
        Engagement.objects.filter(pk=plan.engagement_id).update(withdrawn_on=TODAY)
    assert of_plans(mayor_of_riverton) == set()
