"""Recommendations: written, answered, carried out, verified, checked; and what the program reported."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import assessments, evidence, recommendations, reference
from engagements.enums import RECOMMENDATION_LIFECYCLE, RecommendationState
from engagements.errors import NotYourRecommendation, ReportedOnly, UnlikelyDate
from engagements.forms.recommendations import FORMS
from engagements.models import Assessment, Finding, Recommendation, RecommendationStep
from engagements.policies import GRACE
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotAllowed, Refused, StaleEdit
from psp_portal.management.commands.load_reference import load_all
from tests.factories.engagements import RecommendationFactory
from tests.factories.tta_requests import CoreAreaFactory

NOON = datetime(2026, 12, 2, 17, tzinfo=UTC)
OUTBOX = Actor.system("outbox")


@pytest.fixture
def today():
    with clock.frozen(NOON):
        yield date(2026, 12, 2)


@pytest.fixture
def proposed(riverton, acting_as, lee_liaison, today) -> Recommendation:
    """Write one at Riverton by its liaison, with a review every 90 days."""
    with acting_atomic("system:demo"):
        area = CoreAreaFactory()
    with acting_as(lee_liaison) as by:
        return recommendations.propose(
            site=riverton,
            headline="Review open cases",
            text="",
            core_area=area,
            repeats_every_days=90,
            by=by,
        )


def take(found: Recommendation, step: str, by: Actor, **values: object) -> Recommendation:
    fresh = Recommendation.objects.get(pk=found.pk)
    return recommendations.take(fresh, step, version=fresh.version, values=values, by=by)


def implemented(found: Recommendation, acting_as, dana) -> Recommendation:
    with acting_as(dana) as by:
        take(found, "accept", by, owner="Homicide lieutenant", due_on=date(2027, 3, 1))
        take(found, "start", by)
        evidence.add(found, text="Order 26-04", by=by)
        return take(found, "implement", by)


def test_recommendations_are_numbered_at_their_site(proposed, acting_as, lakeside, mona_manager):
    more = {"text": "", "core_area": proposed.core_area}
    with acting_as(mona_manager) as by:
        second = recommendations.propose(
            site=proposed.site, headline="Publish a bulletin", by=by, **more
        )
        elsewhere = recommendations.propose(site=lakeside, headline="Elsewhere", by=by, **more)
    made = (proposed, second, elsewhere)
    assert [each.reference for each in made] == ["R-1", "R-2", "R-1"]


def test_every_state_is_reached_by_a_step_with_a_form():
    reached = {str(row.target) for row in RECOMMENDATION_LIFECYCLE.rows}
    assert set(RecommendationState.values) - reached == {"proposed"}
    assert {row.name for row in RECOMMENDATION_LIFECYCLE.rows} == set(FORMS)


def test_a_contact_answers_and_the_liaison_does_not(
    proposed, acting_as, lee_liaison, dana_of_riverton
):
    with acting_as(lee_liaison) as by, pytest.raises(NotAllowed):
        take(proposed, "accept", by, owner="Chief", due_on=date(2027, 3, 1))
    with acting_as(dana_of_riverton) as by:
        with pytest.raises(InvalidInput):
            take(proposed, "decline", by, reason=" ")
        declined = take(proposed, "decline", by, reason="No space until 2028.")
    assert declined.status == RecommendationState.DECLINED


def test_a_contact_does_not_write_recommendations(proposed, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourRecommendation):
        recommendations.propose(
            site=proposed.site, headline="More", text="", core_area=proposed.core_area, by=by
        )


def test_evidence_comes_before_implemented(proposed, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by:
        take(proposed, "accept", by, owner="Chief", due_on=date(2027, 3, 1))
        take(proposed, "start", by)
        with pytest.raises(Refused, match="Add evidence first"):
            take(proposed, "implement", by)


def test_the_writer_does_not_verify_and_another_person_does(
    proposed, acting_as, lee_liaison, mona_manager, dana_of_riverton
):
    done = implemented(proposed, acting_as, dana_of_riverton)
    assert done.next_check_on == date(2026, 12, 2) + timedelta(days=90)
    with acting_as(lee_liaison) as by, pytest.raises(Refused, match="can't verify"):
        take(proposed, "verify", by)
    with acting_as(mona_manager) as by:
        verified = take(proposed, "verify", by)
        with pytest.raises(Refused, match="12-month check opens"):
            take(proposed, "sustain", by)
    assert verified.sustained_check_on == date(2027, 12, 2)
    with clock.frozen(datetime(2027, 12, 2, 17, tzinfo=UTC)), acting_as(mona_manager) as by:
        assert take(proposed, "sustain", by).status == RecommendationState.SUSTAINED


def test_a_missed_check_lapses_after_the_grace_period_and_a_recorded_one_does_not(
    proposed, acting_as, lee_liaison, dana_of_riverton
):
    done = implemented(proposed, acting_as, dana_of_riverton)
    due = done.next_check_on
    with clock.frozen(NOON + (due - date(2026, 12, 2)) + GRACE), acting_atomic("system:outbox"):
        kept = recommendations.lapse_missed(done, by=OUTBOX)
    assert kept.status == RecommendationState.IMPLEMENTED
    with clock.frozen(NOON + timedelta(days=90)), acting_as(lee_liaison) as by:
        checked = recommendations.check(done, on=due, note="38 cases", by=by)
    assert checked.next_check_on == due + timedelta(days=90)
    late = NOON + timedelta(days=180) + GRACE + timedelta(days=1)
    with clock.frozen(late), acting_atomic("system:outbox"):
        gone = recommendations.lapse_missed(done, by=OUTBOX)
        again = recommendations.lapse_missed(done, by=OUTBOX)
    assert (gone.status, again.status) == (RecommendationState.LAPSED, RecommendationState.LAPSED)
    with acting_as(lee_liaison):
        steps = RecommendationStep.objects.filter(recommendation=done, step="lapse")
        assert [step.made_by_id for step in steps] == [None]


def test_a_check_is_never_before_the_last_one_or_the_implementation(
    proposed, acting_as, lee_liaison, dana_of_riverton
):
    done = implemented(proposed, acting_as, dana_of_riverton)
    with acting_as(lee_liaison) as by:
        with pytest.raises(UnlikelyDate, match="Dec 2, 2026"):
            recommendations.check(done, on=date(2026, 12, 1), note="", by=by)
        kept = recommendations.check(done, on=date(2026, 12, 2), note="", by=by)
    assert kept.next_check_on == done.next_check_on


def test_the_writer_reads_who_records_a_lapse(proposed, acting_as, lee_liaison, dana_of_riverton):
    done = implemented(proposed, acting_as, dana_of_riverton)
    with acting_as(lee_liaison) as by, pytest.raises(Refused, match="Another liaison or a Program"):
        take(done, "lapse", by, reason="No longer in use.")


def test_work_sent_back_needs_new_evidence(proposed, acting_as, mona_manager, dana_of_riverton):
    done = implemented(proposed, acting_as, dana_of_riverton)
    with clock.frozen(NOON + timedelta(hours=1)), acting_as(mona_manager) as by:
        take(done, "send-back", by, reason="Show the roster.")
    with clock.frozen(NOON + timedelta(hours=2)), acting_as(dana_of_riverton) as by:
        with pytest.raises(Refused, match="Add evidence first"):
            take(done, "implement", by)
        evidence.add(done, text="Roster of May", by=by)
        assert take(done, "implement", by).status == RecommendationState.IMPLEMENTED


def test_a_step_on_an_older_version_is_refused(proposed, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by:
        take(proposed, "accept", by, owner="Chief", due_on=date(2027, 3, 1))
        with pytest.raises(StaleEdit):
            recommendations.take(proposed, "start", version=1, values={}, by=by)


def test_an_assessment_keeps_its_findings_in_order(riverton, acting_as, lee_liaison, today):
    with acting_atomic("system:demo"):
        area = CoreAreaFactory()
    with acting_as(lee_liaison) as by:
        added = assessments.add(
            site=riverton,
            kind="homicide",
            title="Homicide",
            core_area=area,
            done_on=today,
            done_by="Provider",
            findings=["Too many cases", "Files differ"],
            by=by,
        )
        found = Finding.objects.of_assessment(added.pk)
        assert [each.text for each in found] == ["Too many cases", "Files differ"]


def test_nobody_takes_a_step_with_what_the_program_reported(riverton, acting_as, dana_of_riverton):
    with acting_atomic("system:demo"):
        reported = RecommendationFactory(site=riverton, origin="imported")
    with acting_as(dana_of_riverton) as by, pytest.raises(ReportedOnly):
        take(reported, "accept", by, owner="Chief", due_on=date(2027, 3, 1))


def test_the_cleveland_case_is_loaded_once_without_people_or_steps(db):
    load_all()
    load_all()
    with acting_atomic("system:reference"):
        [assessment] = Assessment.objects.filter(site__slug="cleveland-oh")
        found = Recommendation.objects.filter(assessment=assessment)
        assert (assessment.done_on, assessment.is_month_only) == (date(2019, 10, 1), True)
        assert (assessment.written_by, assessment.done_by) == (None, "")
        assert found.count() == 4
        assert found.filter(text__contains="from 12 to 18").count() == 1
        assert {(row.origin, row.owner, row.due_on, row.next_check_on) for row in found} == {
            ("imported", "", None, None)
        }
        assert not RecommendationStep.objects.filter(site__slug="cleveland-oh").exists()
        assert reference.load_recommendations([]) == 0
