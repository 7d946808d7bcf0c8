"""Corrections made while someone else acts on the same thing, with real commits."""

from datetime import timedelta

import pytest

from engagements.actions import commitments, recommendation_corrections, recommendations
from engagements.models import Commitment, Recommendation, RecommendationStep
from engagements.models.origins import find
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused, StaleEdit
from tests.factories.engagements import RecommendationFactory
from tests.together import at_once, does, refusals

pytestmark = pytest.mark.django_db(transaction=True)
REASON = {"reason": "Meant for Lakeside."}


@pytest.fixture
def proposed(riverton, lee_liaison) -> Recommendation:
    with acting_atomic("system:demo"):
        return RecommendationFactory(
            site=riverton, status="proposed", headline="Review cases", written_by=lee_liaison
        )


@pytest.fixture
def promised(riverton, acting_as, lee_liaison, dana_of_riverton) -> Commitment:
    with acting_as(lee_liaison) as by:
        day = clock.today("America/Chicago") + timedelta(days=7)
        return commitments.add(
            riverton, text="Name a room", due_on=day, owner_id=dana_of_riverton.pk, by=by
        )


def withdraw(row: Recommendation, by: Actor) -> None:
    recommendations.take(row, "withdraw", version=1, values=REASON, by=by)


def test_a_commitment_is_canceled_or_done(promised, lee_liaison, dana_of_riverton):
    cancel = does(lee_liaison, lambda by: commitments.cancel(promised, reason="Twice.", by=by))
    complete = does(dana_of_riverton, lambda by: commitments.complete(promised, by=by))
    assert refusals(at_once(cancel, complete)) == [Refused]
    with acting_atomic("system:demo"):
        kept = Commitment.objects.get()
    assert (kept.done_at is None, kept.version) == (kept.canceled_at is not None, 2)


def test_a_commitment_is_canceled_once(promised, lee_liaison, dana_of_riverton, drain):
    def cancel(by: Actor) -> None:
        commitments.cancel(promised, reason="Twice.", version=1, by=by)

    assert refusals(at_once(does(lee_liaison, cancel), does(dana_of_riverton, cancel))) == [Refused]


def test_a_commitment_added_while_its_recommendation_is_withdrawn_stays(
    proposed, riverton, lee_liaison, dana_of_riverton
):
    def add(by: Actor) -> None:
        day = clock.today("America/Chicago") + timedelta(days=7)
        origin = find(by, f"recommendation:{proposed.pk}")
        commitments.add(riverton, text="Name a room", due_on=day, origin=origin, by=by)

    both = does(lee_liaison, lambda by: withdraw(proposed, by)), does(dana_of_riverton, add)
    assert refusals(at_once(*both)) == []
    with acting_atomic("system:demo"):
        assert Recommendation.objects.get().status == "withdrawn"
        kept = Commitment.objects.get()
    assert (kept.is_open, kept.origin_id) == (True, proposed.pk)


def test_a_recommendation_is_withdrawn_or_accepted(proposed, lee_liaison, dana_of_riverton):
    def accept(by: Actor) -> None:
        values = {"owner": "Chief", "due_on": clock.today("America/Chicago")}
        recommendations.take(proposed, "accept", version=1, values=values, by=by)

    both = does(lee_liaison, lambda by: withdraw(proposed, by)), does(dana_of_riverton, accept)
    assert refusals(at_once(*both)) == [StaleEdit]
    with acting_atomic("system:demo"):
        [step] = RecommendationStep.objects.values_list("step", flat=True)
        assert (
            step
            == {"withdrawn": "withdraw", "accepted": "accept"}[Recommendation.objects.get().status]
        )


def test_a_recommendation_is_corrected_or_withdrawn(proposed, lee_liaison, mona_manager):
    given = {
        "headline": "Review open cases",
        "text": proposed.text,
        "core_area": proposed.core_area,
        "finding": None,
        "due_on": None,
        "repeats_every_days": None,
        "principles": [],
        "version": 1,
    }
    correct = does(
        mona_manager,
        lambda by: recommendation_corrections.correct(proposed, **given, **REASON, by=by),
    )
    both = correct, does(lee_liaison, lambda by: withdraw(proposed, by))
    assert refusals(at_once(*both)) == [StaleEdit]
    with acting_atomic("system:demo"):
        kept = Recommendation.objects.get()
    assert (kept.headline == "Review cases") == (kept.status == "withdrawn")
