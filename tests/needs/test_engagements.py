"""Every role in every state of an engagement: the places that say what needs the reader agree."""

from datetime import date, timedelta

import pytest

from engagements.actions import milestones, reference
from engagements.enums import MilestoneKind, State
from engagements.models import Milestone
from engagements.policies import marks
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.needs.test_everywhere import HEADER, WAITED_FOR, asked_of, what_needs
from tests.reference.files import rows

pytestmark = pytest.mark.django_db
TODAY = clock.today("America/Chicago")
DAY = timedelta(days=1)
# Engagements whose first, or last, day makes them stand in a state today.
RUNNING = {"starts_on": TODAY - 300 * DAY, "active": True}
DATES = {
    State.PROPOSED: {"starts_on": TODAY - 10 * DAY},
    State.ONBOARDING: {"starts_on": TODAY - 40 * DAY, "onboarding": True},
    State.ACTIVE: RUNNING,
    State.SUSPENDED: RUNNING | {"suspended_from": TODAY - 10 * DAY},
    State.CLOSING: {"starts_on": TODAY - 800 * DAY, "ends_on": TODAY - 3 * DAY, "active": True},
    State.GRADUATED: RUNNING | {"graduated_on": TODAY},
    State.ALUMNI: RUNNING | {"graduated_on": TODAY - DAY, "alumni_from": TODAY},
    State.WITHDRAWN: RUNNING | {"withdrawn_on": TODAY},
}
# Written by hand from PRODUCT sections 3 and 5: the liaison records milestones, a manager takes the steps.
NEEDED = {
    State.PROPOSED: {"mona_manager": {"begin-onboarding"}},
    State.ONBOARDING: {"lee_liaison": {"record-milestone"}},
    State.ACTIVE: {"lee_liaison": {"record-milestone"}},
    State.CLOSING: {"lee_liaison": {"record-milestone"}, "mona_manager": {"approve-plan"}},
}


@pytest.fixture
def standing(riverton):
    """Riverton's engagement in a state, with its milestones, and nothing else that needs anybody."""
    with acting_atomic("system:demo"):
        reference.load_track_lengths(rows("engagements/data/track_lengths.csv"))
        reference.load_milestone_rules(rows("engagements/data/milestone_rules.csv"))

    def put(state):
        with acting_atomic("system:demo"):
            made = EngagementFactory(site=riverton, **DATES[state])
            milestones.plan(made)
            return made

    return put


def of_engagements(needs):
    causes = {"record-milestone", "begin-onboarding", "activate", "approve-plan", "graduate"}
    return [need for need in needs if need.cause.slug in causes]


@pytest.mark.parametrize("state", list(State))
def test_each_place_names_who_is_waited_for(request, standing, client_of, riverton, state):
    people = {name: request.getfixturevalue(name) for name in WAITED_FOR}
    engagement = standing(state)
    assert engagement.state_on(TODAY) == state
    for who, person in people.items():
        needs = of_engagements(asked_of(person))
        assert {need.cause.slug for need in needs} == NEEDED.get(state, {}).get(who, set()), who
        client = client_of(person)
        day = client.get("/my-day/", follow=True).content.decode()
        shown = HEADER.search(day)
        assert (int(shown[1]) if shown else 0) == len(asked_of(person)), who
        for path in (f"/sites/{riverton.slug}/workspace/", f"/sites/{riverton.slug}/engagement/"):
            page = client.get(path)
            if page.status_code == 200:
                text = page.content.decode().split("Milestones</h2>")[0]
                assert all(f'href="{need.action}"' in text for need in needs), (who, path)
        assert all(f'href="{need.action}"' in what_needs(day) for need in needs), who


def test_a_recorded_session_needs_a_manager_and_a_recorded_milestone_nobody(
    standing, lee_liaison, mona_manager
):
    engagement, by = standing(State.ONBOARDING), Actor.system("demo")
    with acting_atomic("system:demo"):
        for kind in (MilestoneKind.KICK_OFF, MilestoneKind.LISTENING_SESSION):
            milestones.reach(engagement, kind, on=TODAY - DAY, by=by)
    assert of_engagements(asked_of(lee_liaison)) == []
    [need] = of_engagements(asked_of(mona_manager))
    assert (need.cause.slug, need.action) == (
        "activate",
        f"/engagements/{engagement.pk}/activate/",
    )


def test_a_new_date_ahead_needs_nobody_until_two_weeks_before(standing, lee_liaison):
    engagement = standing(State.ACTIVE)
    month_6 = marks(engagement.starts_on, engagement.ends_on)[MilestoneKind.MONTH_6]
    needed = {need.row.detail["kind"] for need in of_engagements(asked_of(lee_liaison))}
    assert month_6 < TODAY
    assert "month-6" in needed
    with acting_atomic("system:demo"):
        milestones.redate(
            engagement,
            MilestoneKind.MONTH_6,
            to=TODAY + 15 * DAY,
            reason="Storm.",
            by=Actor.system("demo"),
        )
    again = {need.row.detail["kind"] for need in of_engagements(asked_of(lee_liaison))}
    assert needed - again == {"month-6"}


def test_imported_engagements_need_nobody(riverton, lee_liaison, mona_manager):
    with acting_atomic("system:demo"):
        loaded = EngagementFactory(
            site=riverton, origin="imported", onboarding=True, starts_on=date(2026, 1, 1)
        )
        Milestone.objects.create(
            site=riverton, engagement=loaded, kind="kick-off", due_on=date(2026, 1, 1)
        )
    assert of_engagements(asked_of(lee_liaison)) + of_engagements(asked_of(mona_manager)) == []
