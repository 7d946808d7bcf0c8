"""Nothing written after an end is read by the one whose membership, role or share ended: at every lock."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from applications.actions import reviews, scorecards
from applications.models import Application, Reviewer, Scorecard
from communities.actions import meetings, rsvps
from communities.errors import MeetingMoved
from communities.models import Meeting, Rsvp
from foundation.accounts.actors import resolve
from foundation.accounts.models import User
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import AccessChanged, NotFound
from sites.enums import Handling
from tests.locks.race import Outcome, Second, lock, put_back
from tests.locks.table import FURTHER, LOCKS, Case
from tests.locks.world import Loss, World
from tta_requests.actions import transitions

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 200


def attempt(second: Second, world: World, case: Case, loss: Loss) -> Outcome:
    """One try; everything is afterwards as it was."""
    row = case.row(world)

    def hold() -> None:
        with acting(case.holder(world)):
            lock(row)

    def end(canary: str) -> None:
        loss.happen()
        if case.text:
            with acting(case.holder(world)):
                type(row)._default_manager.filter(pk=row.pk).update(**{case.text: canary})

    def act() -> object:
        user = User.objects.select_related("organization").get(pk=loss.who.pk)
        with acting_atomic(f"user:{user.pk}"):
            answer = case.call(world, resolve(user))
            # The one that goes on after the wait reads further rows.
            return answer, list(type(row)._default_manager.filter(pk=row.pk))

    with ExitStack() as stack:
        if case.text:
            stack.enter_context(put_back(row, case.text, holder=case.holder(world)))
        for lost in loss.rows:
            stack.enter_context(put_back(lost, *loss.change, holder=loss.holder))
        return second.race(hold=hold, end=end, act=act)


def test_who_waited_at_a_lock_while_their_powers_ended_reads_nothing(world, second):
    tries, wrong = 0, []
    for name, case in [*LOCKS.items(), *enumerate(FURTHER)]:
        for lost in case.losses:
            tries += 1
            outcome = attempt(second, world, case, world.losses(lost))
            refused = isinstance(outcome.error, AccessChanged | NotFound)
            if outcome.read or not outcome.waited or not refused:
                wrong.append(f"{name}, {lost}: {outcome}")
    assert not wrong, "\n".join(wrong)
    assert tries >= TRIES


def test_who_waited_and_lost_nothing_goes_on_with_the_row_as_it_is_now(world, second):
    nothing = Loss(world.dana, (), {})
    outcome = attempt(second, world, LOCKS["tta_requests.actions.transitions.locked"], nothing)
    assert (outcome.waited, outcome.error) == (True, None)
    kept, _ = outcome.answer
    assert kept.problem.startswith("canary-")
    assert kept.site == world.site


def test_a_mark_that_comes_while_one_waits_takes_the_row_away(world, second):
    marked = Loss(
        world.dana, (world.sent,), {"handling": Handling.FEDERAL, "federal_agencies": ["ATF"]}
    )
    outcome = attempt(second, world, LOCKS["tta_requests.actions.transitions.locked"], marked)
    assert (outcome.waited, outcome.read) == (True, [])
    assert isinstance(outcome.error, NotFound)


def test_scores_sent_while_an_application_is_decided_are_refused_and_a_decision_waits_for_scores(
    world, second
):
    application, dana = world.reviewer.application, world.dana

    def decide(step: str, version: int) -> None:
        with acting_atomic(f"user:{world.mona.pk}"):
            by = resolve(world.mona)
            reviews.take(application, step, reason="Ready.", version=version, by=by)

    def score() -> None:
        with acting_atomic(f"user:{dana.pk}"):
            scorecards.submit(application, points={}, by=resolve(dana))

    def scored() -> int:
        with acting_atomic("system:outbox"):
            return Scorecard.objects.filter(application=application).count()

    late = second.race(hold=lambda: decide("defer", 1), end=lambda _: None, act=score)
    assert (late.waited, type(late.error), scored()) == (True, NotFound, 0)
    with acting_atomic("system:outbox"):
        Application.objects.filter(pk=application.pk).update(status="under-review")
        Reviewer.objects.filter(pk=world.reviewer.pk).update(ends_at=None)
    early = second.race(hold=score, end=lambda _: None, act=lambda: decide("defer", 2))
    assert (early.waited, early.error, scored()) == (True, None, 1)


def test_a_yes_to_a_meeting_that_is_being_moved_is_refused_and_a_move_waits_for_a_yes(
    world, second
):
    meeting = world.community_meeting

    def move() -> None:
        with acting_atomic(f"user:{world.lee.pk}"):
            kept = Meeting.objects.select_related("community").get(pk=meeting.pk)
            starts_at = kept.starts_at + timedelta(days=1)
            meetings.move(kept, starts_at=starts_at, version=kept.version, by=resolve(world.lee))

    def say_yes() -> None:
        with acting_atomic(f"user:{world.dana.pk}"):
            rsvps.say_yes(meeting, by=resolve(world.dana))

    def answers() -> int:
        with acting_atomic("system:outbox"):
            return Rsvp.objects.filter(meeting=meeting).count()

    late = second.race(hold=move, end=lambda _: None, act=say_yes)
    assert (late.waited, type(late.error), answers()) == (True, MeetingMoved, 0)
    with acting_atomic(f"user:{world.dana.pk}"):
        meeting.refresh_from_db(fields=["starts_at"])
    early = second.race(hold=say_yes, end=lambda _: None, act=move)
    assert (early.waited, early.error, answers()) == (True, None, 0)


def test_a_row_that_is_free_costs_one_statement(world, django_assert_num_queries):
    with acting_atomic(f"user:{world.dana.pk}"), django_assert_num_queries(1):
        transitions.locked(world.sent.pk)
