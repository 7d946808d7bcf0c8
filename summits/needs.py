"""What of a summit's deadlines needs a Program Manager, in words."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.needs.columns import Row, end_of, needing
from foundation.needs.registry import Cause, Declaration, Within, declare
from summits.enums import GateKind, State
from summits.models import Gate
from summits.policies import can_manage

# Days before its deadline from which a gate is something to do, as its first reminder.
SOON = timedelta(days=30)
APPROVALS = Q(kind__in=[GateKind.CONCEPT, GateKind.CONFERENCE], summit__status=State.PLANNED)
REGISTRATION = Q(kind=GateKind.REGISTRATION, summit__status=State.APPROVED)
AGENDA = Q(kind=GateKind.AGENDA, summit__status=State.REGISTRATION_OPEN)


def _gates(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the gates that are next for their summit and due within 30 days, or late."""
    if within.thing or within.site_id is not None or not can_manage(actor):
        return
    waiting = Gate.objects.waiting().filter(APPROVALS | REGISTRATION | AGENDA)
    yield needing(
        waiting.filter(due_on__lte=(now + SOON).date()),
        cause=Concat(Value("summit-"), F("kind")),
        site=None,
        number=F("summit__name"),
        due_at=end_of(F("due_on"), zone="summit__time_zone"),
        slug=F("summit__slug"),
    )


def _summit(row: Row) -> str:
    return reverse("summits:detail", args=[row.detail["slug"]])


def _passed(kind: GateKind) -> Any:
    return lambda row: reverse("summits:pass-gate", args=[row.detail["slug"], kind])


def _step(name: str) -> Any:
    return lambda row: reverse(f"summits:{name}", args=[row.detail["slug"]])


declare(
    Declaration(
        name="summits",
        states=State,
        rows=_gates,
        causes=(
            Cause(
                slug="summit-concept",
                states=(State.PLANNED,),
                verb="Record approval",
                title="Get the concept approval",
                why="The summit can't be approved without it.",
                href=_summit,
                action=_passed(GateKind.CONCEPT),
            ),
            Cause(
                slug="summit-conference",
                states=(State.PLANNED,),
                verb="Record approval",
                title="Get the conference approval",
                why="The summit can't be approved without it.",
                href=_summit,
                action=_passed(GateKind.CONFERENCE),
            ),
            Cause(
                slug="summit-registration",
                states=(State.APPROVED,),
                verb="Open registration",
                title="Open registration",
                why="Its deadline is near or past.",
                href=_summit,
                action=_step("open-registration"),
            ),
            Cause(
                slug="summit-agenda",
                states=(State.REGISTRATION_OPEN,),
                verb="Lock agenda",
                title="Lock the agenda",
                why="Its deadline is near or past.",
                href=_summit,
                action=_step("lock-agenda"),
            ),
        ),
        nobody={
            State.AGENDA_LOCKED: "It begins on its first day.",
            State.LIVE: "It is going on.",
            State.WRAP_UP: "Its deadlines are behind it; a Program Manager archives it.",
            State.ARCHIVED: "It is over.",
            State.CANCELED: "It doesn't take place.",
        },
    )
)
