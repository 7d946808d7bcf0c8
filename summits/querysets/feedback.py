"""Whose feedback is asked for, and what people answered together."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, Func, JSONField, OuterRef, Q, QuerySet

from foundation.accounts.actors import Actor
from summits.enums import State
from summits.models import Feedback, Registration, Session, Summit


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answers on one session, or on the whole summit, without names.

    Attributes:
        session: the session's key; None for the whole summit.
        answers: how many people answered, ``MIN_ANSWERS`` at least.
        overall: the mean, from 1 to 5, to one decimal place.
        useful: the mean, as above.
        at_home: what people will use at home, in alphabetical order.
        comments: what they added, in alphabetical order.
    """

    session: UUID | None
    answers: int
    overall: float
    useful: float
    at_home: tuple[str, ...]
    comments: tuple[str, ...]


class Results(Func):
    """The function of the database that alone reads everyone's answers."""

    function = "summits_feedback_results"
    output_field = JSONField()


def attended(actor: Actor, summit_id: UUID) -> Registration | None:
    """Return the actor's registration with which they were at a summit, checked in or virtually; None without one."""
    mine = Registration.objects.of_person(actor.user_id).of_summit(summit_id)
    return mine.attended().order_by("made_at", "pk").first()


def guest_attended(registration: Registration) -> bool:
    """Return whether the person of a registration was at its summit, checked in or virtually."""
    return Registration.objects.filter(pk=registration.pk).attended().exists()


def unanswered(actor: Actor) -> QuerySet[Summit]:
    """Return the summits in their wrap-up at which the actor was and about which they haven't said how it was."""
    came = Registration.objects.of_person(actor.user_id).attended()
    said = Feedback.objects.filter(summit=OuterRef("pk"), session=None, person_id=actor.user_id)
    wrapped = Summit.objects.in_states(State.WRAP_UP).filter(pk__in=came.values("summit"))
    return wrapped.exclude(Exists(said))


def answer_of(actor: Actor, summit: Summit, session: Session | None) -> Feedback | None:
    """Return what the actor answered about a session, or about the whole summit; None without an answer."""
    return Feedback.objects.visible_to(actor).about(summit, session).first()


def results_of(summit: Summit) -> dict[UUID | None, Result]:
    """Return the results that the database shows this person, by session; None is the whole summit."""
    asked = Summit.objects.filter(pk=summit.pk).annotate(results=Results(F("pk")))
    found = asked.values_list("results", flat=True).first() or []
    rows = [
        Result(
            session=UUID(row["session"]) if row["session"] else None,
            answers=row["answers"],
            overall=row["overall"],
            useful=row["useful"],
            at_home=tuple(row["at_home"]),
            comments=tuple(row["comments"]),
        )
        for row in found
    ]
    return {row.session: row for row in rows}


def sessions_with_results(
    actor: Actor, summit: Summit, results: Iterable[UUID | None], *, all_of_them: bool
) -> QuerySet[Session]:
    """Return the sessions whose results the actor may ask for: all of them, or those they speak in.

    Arguments:
        results: the sessions with results; those that were taken off the agenda since keep theirs.
    """
    seen = Session.objects.visible_to(actor).of_summit(summit.pk).for_agenda()
    found = seen.filter(Q(during__isempty=False) | Q(pk__in=[pk for pk in results if pk]))
    return found if all_of_them else found.spoken_by(actor.user_id)
