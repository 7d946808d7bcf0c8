"""Find what of summits has a date in a span, as columns of ``foundation.agenda.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.agenda.columns import changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Span
from foundation.calendars import clock
from summits.enums import State
from summits.models import Choice, Gate, Grant, Registration, Session, SessionSpeaker, Summit

Rows = QuerySet[Any, Any]
CANCELED, DONE, OPEN = (
    Value(state.value) for state in (EntryState.CANCELED, EntryState.DONE, EntryState.OPEN)
)
HELD = (State.WRAP_UP, State.ARCHIVED)


def of_summits(actor: Actor, span: Span) -> Iterator[Rows]:
    """Find the summits whose days are known and fall into the span, each with the actor's own registration."""
    if span.site_ids is not None:
        return
    mine = Registration.objects.of_person(actor.user_id).filter(summit=OuterRef("pk"))
    versions = mine.order_by().values("summit_id").annotate(n=Sum("version")).values("n")
    found = Summit.objects.visible_to(actor).during(span.first, span.last)
    yield dated(
        found.order_by("starts_on", "pk")[:MAX_ROWS],
        kind="summit",
        zone=F("time_zone"),
        day=F("starts_on"),
        last_day=F("ends_on"),
        number=F("name"),
        state=_state("status"),
        # No registration is deleted, so that the sum never falls.
        revision=F("version") + Coalesce(Subquery(versions), 0),
        changed_at=changes_of(Summit)["changed_at"],
        slug=F("slug"),
        status=F("status"),
        # Of two registrations, a confirmed one counts; the states are in the order of the alphabet.
        registered=Subquery(mine.holding().order_by("state").values("state")[:1]),
    )


def of_sessions(actor: Actor, span: Span) -> Iterator[Rows]:
    """Find the sessions in which the actor has a seat or speaks, at their time."""
    if span.site_ids is not None:
        return
    chosen = Choice.objects.visible_to(actor).seated().filter(session=OuterRef("pk"))
    spoken = SessionSpeaker.objects.filter(session=OuterRef("pk"), speaker__person_id=actor.user_id)
    is_public = Q(summit__is_agenda_public=True)
    found = Session.objects.visible_to(actor).placed().between(span.begins, span.ends)
    yield dated(
        found.filter(Exists(chosen) | Exists(spoken)).order_by("during", "pk")[:MAX_ROWS],
        kind="session",
        zone=F("summit__time_zone"),
        at=F("during__startswith"),
        ends_at=F("during__endswith"),
        number=F("summit__name"),
        title=Case(When(is_public, then=Value("")), default=F("title")),
        state=_state("summit__status"),
        revision=F("version") + F("summit__version"),
        changed_at=Greatest(
            changes_of(Session)["changed_at"], changes_of(Summit, "summit_id")["changed_at"]
        ),
        # Only the title of a public agenda leaves the portal.
        public_title=Case(When(is_public, then=F("title")), default=Value("")),
        speaks=Exists(spoken),
    )


def of_gates(actor: Actor, span: Span) -> Iterator[Rows]:
    """Find the due days of approvals and steps: a manager's of every summit, an organizer's of theirs."""
    if span.site_ids is not None:
        return
    found = Gate.objects.visible_to(actor).filter(**span.of_days("due_on"))
    if not actor.may(P.SUMMIT_MANAGE, at=None):
        found = found.filter(summit_id__in=Grant.objects.organized_by(actor, clock.now()))
    changes = changes_of(Gate)
    yield dated(
        found.order_by("due_on", "pk")[:MAX_ROWS],
        kind="summit-gate",
        zone=F("summit__time_zone"),
        day=F("due_on"),
        number=F("summit__name"),
        state=Case(
            When(done_on__isnull=False, then=DONE),
            When(summit__status=State.CANCELED, then=CANCELED),
            default=OPEN,
        ),
        revision=changes["revision"] + F("summit__version"),
        changed_at=changes["changed_at"],
        slug=F("summit__slug"),
        gate=F("kind"),
    )


def _state(status: str) -> Case:
    """Find whether a summit, or what is part of one, is still to come about."""
    return Case(
        When(Q(**{status: State.CANCELED}), then=CANCELED),
        When(Q(**{f"{status}__in": HELD}), then=DONE),
        default=OPEN,
    )
