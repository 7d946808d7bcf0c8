"""Whole ways through the room, on its pages and by the people whose turn it is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import commitments
from engagements.models import Assessment, Engagement, Finding, Recommendation
from foundation.calendars import clock
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tests.engagements.conftest import approve_plan
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory, RecommendationFactory
from tests.pages import words

BOARD, PAGE = "/sites/riverton-ex/recommendations/", "/sites/riverton-ex/engagement/"


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def test_from_an_assessment_to_the_check_after_twelve_months(
    engagement, area, client_of, lee_liaison, dana_of_riverton, mona_manager
):
    """The liaison assesses and advises, a contact carries it out, a manager verifies and confirms it a year later."""
    start = date(2026, 3, 2)
    with clock.frozen(noon(start)):
        lee = client_of(lee_liaison)
        assessed = {
            "title": "Homicide investigations",
            "kind": "homicide",
            "core_area": area.slug,
            "done_on": "3/2/2026",
            "done_by": "Demonstration Provider 2",
            "findings": "Detectives carry too many cases.\nFiles differ.",
        }
        assert lee.post("/sites/riverton-ex/assessments/new/", assessed).status_code == 303
        with acting_atomic("system:demo"):
            finding = Finding.objects.get(place=2)
            assert Assessment.objects.get().done_on == start
        advice = {
            "headline": "Use one file for every case",
            "core_area": area.slug,
            "finding": str(finding.pk),
            "due_on": "6/1/2026",
        }
        made = lee.post("/sites/riverton-ex/recommendations/new/", advice)
        page = made["Location"]
        dana = client_of(dana_of_riverton)
        assert "Use one file for every case" in words(dana.get("/my-day/"))
        for step, more in (
            ("accept", {"owner": "Homicide lieutenant", "due_on": "6/1/2026"}),
            ("start", {}),
            ("implement", {}),
        ):
            if step == "implement":
                assert "Add evidence first" in words(dana.get(page))
                sent = dana.post(f"{page}evidence/", {"text": "Order 26-04"})
                assert sent.status_code == 303
            version = dana.get(f"{page}{step}/").context["version"]
            answer = dana.post(f"{page}{step}/", {"version": version, **more})
            assert answer.status_code == 303, (step, words(answer))
        own = lee.get(f"{page}verify/")
        assert own.status_code == 409
        assert "can't verify it" in words(own)
        mona = client_of(mona_manager)
        version = mona.get(f"{page}verify/").context["version"]
        assert mona.post(f"{page}verify/", {"version": version}).status_code == 303
        early = mona.get(f"{page}sustain/")
        assert "The 12-month check opens on Mar 2, 2027." in words(early)
    with clock.frozen(noon(date(2027, 3, 2))):
        mona = client_of(mona_manager)
        assert "Use one file for every case" in words(mona.get("/my-day/"))
        version = mona.get(f"{page}sustain/").context["version"]
        assert mona.post(f"{page}sustain/", {"version": version}).status_code == 303
        told = words(mona.get(page))
        assert "Status Sustained" in told
        assert "Files differ." in words(mona.get(BOARD))
    with acting_atomic("system:demo"):
        assert Recommendation.objects.get().status == "sustained"


def test_from_diagnostic_to_operations_and_a_second_engagement_after_graduation(
    room_settings, riverton, client_of, mona_manager, dana_of_riverton
):
    with acting_atomic("system:demo"):
        first = EngagementFactory(site=riverton, active=True, track="diagnostic")
    with clock.frozen(noon(date(2026, 3, 2))):
        mona, dana = client_of(mona_manager), client_of(dana_of_riverton)
        move = f"/engagements/{first.pk}/start-operations/"
        assert move in mona.get(PAGE).text
        moved = mona.post(move, {"on": "3/2/2026", "version": "1"}, follow=True)
        assert "The operations engagement is open." in words(moved)
        told = words(dana.get(PAGE))
        assert "2026 cohort, Operations site" in told
        assert "Diagnostic site, 2024 cohort Oct 1, 2024 to Mar 1, 2026 · Graduated" in told
        second = newest_of(riverton)
        assert second.follows_id == first.pk
    approve_plan(second, date(2028, 6, 1))
    with acting_atomic("system:demo"):
        Engagement.objects.filter(pk=second.pk).update(
            onboarding_from=date(2026, 3, 2), active_from=date(2026, 4, 1)
        )
    with clock.frozen(noon(date(2029, 3, 2))):
        mona = client_of(mona_manager)
        page = f"/engagements/{second.pk}/graduate/"
        version = mona.get(page).context["version"]
        assert mona.post(page, {"on": "3/2/2029", "version": version}).status_code == 303
        dana = client_of(dana_of_riverton)
        over = dana.get(PAGE)
        assert "Ask for help" not in words(over)
        assert "Status Graduated" in words(over)
        opened = mona.post(
            f"{PAGE}open/", {"year": "2029", "track": "psp", "starts_on": "10/1/2029"}
        )
        assert opened.status_code == 303
        third = newest_of(riverton)
        assert third.follows_id == second.pk
        told = words(client_of(dana_of_riverton).get(PAGE))
        assert "2029 cohort, PSP site" in told
        assert "Proposed" in told
        assert "Operations site, 2026 cohort" in told


def test_an_engagement_that_was_withdrawn_before_its_first_day_hides_no_other(
    room_settings, riverton, client_of, lee_liaison, dana_of_riverton, mona_manager
):
    """The year was wrong: withdrawn, it is no longer the site's engagement, on any page."""
    with clock.frozen(noon(date(2026, 3, 2))):
        mona = client_of(mona_manager)
        wrong = {"year": "2028", "track": "psp", "starts_on": "2/29/2028"}
        opened = mona.post(f"{PAGE}open/", wrong, follow=True)
        assert "You can start its onboarding on Feb 29, 2028." in words(opened)
        withdraw = f"/engagements/{newest_of(riverton).pk}/withdraw/"
        gone = {"on": "3/2/2026", "reason": "The year was wrong.", "version": "1"}
        assert mona.post(withdraw, gone).status_code == 303
        assert "Ask for help" not in words(client_of(dana_of_riverton).get(PAGE))
        right = {"year": "2026", "track": "psp", "starts_on": "3/1/2026"}
        opened = mona.post(f"{PAGE}open/", right, follow=True)
        assert "Start its onboarding when the team is ready." in words(opened)
        own = newest_of(riverton)
        assert own.starts_on == date(2026, 3, 1)
        assert f"/engagements/{own.pk}/begin-onboarding/" in opened.text
        assert "Planned for Feb 29, 2028 to Feb 28, 2031 · Withdrawn on Mar 2, 2026" in words(
            opened
        )
        assert "Ask for help" in words(client_of(dana_of_riverton).get(PAGE))
        with acting_atomic("system:demo"):
            day = {"onboarding_from": date(2026, 3, 1), "active_from": date(2026, 3, 1)}
            Engagement.objects.filter(pk=own.pk).update(**day)
    with clock.frozen(noon(date(2026, 5, 4))):
        lee = client_of(lee_liaison)
        assert "Year 1 · 34 months left Contact overdue" in words(lee.get("/caseload/"))
        assert "Log an update Riverton, EX" in words(lee.get("/my-day/"))


def newest_of(site) -> Engagement:
    with acting_atomic("system:demo"):
        return Engagement.objects.newest_of(site.pk)


@pytest.mark.parametrize("is_planned", [False, True])
def test_what_a_contact_held_passes_to_the_successor_in_the_seat(
    riverton, area, act, client_of, dana_of_riverton, ula_of_riverton, mona_manager, is_planned
):
    """Not to the colleague in the same role, who comes first by name."""
    zoe = UserFactory(name="Zoe Successor")
    today = clock.today("America/Chicago")
    with acting_atomic("system:demo"):
        advice = RecommendationFactory(
            site=riverton, core_area=area, status="accepted", owner_person=dana_of_riverton
        )
        seat = Membership.objects.get(user=dana_of_riverton)
    with act(dana_of_riverton) as by:
        promise = commitments.add(
            riverton, text="Name a room", due_on=today, owner_id=by.user_id, by=by
        )
    tomorrow = today + timedelta(days=1)
    sent = {"email": zoe.email, "on": tomorrow.isoformat() if is_planned else ""}
    page = f"/sites/riverton-ex/team/{seat.pk}/hand-over/"
    assert client_of(mona_manager).post(page, sent).status_code == 303
    with clock.frozen(noon(tomorrow)):
        drain()
        with acting_atomic("system:demo"):
            promise.refresh_from_db()
            advice.refresh_from_db()
        assert (promise.owner_id, advice.owner_person_id) == (zoe.pk, zoe.pk)
        brief = words(client_of(zoe).get("/sites/riverton-ex/handover/"))
        assert "Name a room You're responsible for this commitment." in brief
        gone = client_of(dana_of_riverton)
        assert gone.get(f"/commitments/{promise.pk}/").status_code == 403
        assert "Name a room" not in words(gone.get("/my-day/"))
