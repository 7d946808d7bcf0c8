"""Tell the reader who must act on a request now, and what happens if no one does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.needs.reading import Need
from foundation.ui import dates, wording
from foundation.workflow.lifecycle import Transition
from tta_requests import policies
from tta_requests.enums import Status
from tta_requests.forms import STEP_FORMS
from tta_requests.models import TTARequest
from tta_requests.presenters import scopes
from tta_requests.presenters.situation import (
    WORDS,
    Situation,
    left_alone,
    unendorsed,
    unread,
)

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ScopeRow

# Steps that open a page first, and those that undo something, are never the main button.
ASKS_FIRST = frozenset({*STEP_FORMS, "offer", "scope"})
UNDOES = frozenset({"recall", "withdraw", "decline"})
# Steps with a page of their own: the draft's form, the provider's offer, the scope.
ELSEWHERE = frozenset({"submit", "accept", "return-to-matching", "schedule"})

# The page named ``offer`` is the provider's, so the step's page is ``offer-to``.
ADDRESSES = {"offer": "offer-to"}


@dataclass(frozen=True, slots=True)
class Step:
    """A button: its label, its address, and whether that page asks before it acts."""

    name: str
    label: str
    href: str
    kind: Literal["primary", "outline", "danger"]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class FurtherNeed:
    """Another need of the request for the reader to act on, and the page to do it on."""

    verb: str
    href: str
    why: str
    due: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next-step panel: a heading, what happens next, the buttons, and what else needs the reader."""

    heading: str
    text: str
    steps: tuple[Step, ...] = ()
    tone: Literal["", "risk"] = ""
    others: tuple[FurtherNeed, ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether no step waits for the reader, so that a phone may fold what was asked and agreed."""
        return all(step.kind != "primary" for step in self.steps)


def steps(
    actor: Actor,
    tta_request: TTARequest,
    needs: Sequence[Need],
    scope: "ScopeRow | None" = None,
    change: "ScopeRow | None" = None,
) -> tuple[Step, ...]:
    """Return the steps open to the reader; the one the request waits for is first and the main button.

    Arguments:
        actor: the reader.
        tta_request: the request.
        needs: what in the request needs the reader.
        scope: its scope in force, if there is one.
        change: the change of it that is proposed, if one is.
    """
    rows = {
        row.name: _label(row, tta_request)
        for row in policies.steps_open_to(actor, tta_request)
        if row.name not in ELSEWHERE
    }
    if policies.can_acknowledge(actor, tta_request):
        rows = {"acknowledge": "Acknowledge"} | rows
    if policies.can_endorse(actor, tta_request):
        rows["endorse"] = "Endorse this critical request"
    if words := scopes.next_step(actor, tta_request, scope, change):
        rows["scope"] = words
    filled = next((name for need in needs for name in need.cause.steps if name in rows), "")
    in_order = sorted(rows, key=lambda name: (name != filled, name in UNDOES))
    return tuple(
        Step(
            name=name,
            label=rows[name],
            href=reverse(f"tta_requests:{ADDRESSES.get(name, name)}", args=[tta_request.number]),
            kind="primary" if name == filled else "danger" if name in UNDOES else "outline",
            asks=name in ASKS_FIRST,
        )
        for name in in_order
    )


def panel(actor: Actor, situation: Situation, needs: Sequence[Need]) -> NextStep:
    """Return the next-step panel for the reader.

    Arguments:
        actor: the reader.
        situation: the state of the request for this reader.
        needs: what in it needs the reader, first due first.
    """
    buttons = steps(actor, situation.tta_request, needs, situation.scope, situation.scope_change)
    filled = next((step.name for step in buttons if step.kind == "primary"), "")
    others = [need for need in needs if filled not in need.cause.steps]
    known = replace(situation, mine=bool(filled))
    special = {"acknowledge": unread, "endorse": unendorsed, "recall": left_alone}
    words = special.get(filled) or WORDS[Status(situation.tta_request.status)]
    heading, text = words(known)
    if filled == "scope" and situation.scope_change:
        heading, text = scopes.CHANGE_PROPOSED
    if situation.is_left_alone and filled not in special:
        # A step that is the reader's, such as a signature, leads nowhere until there is another provider.
        idle, text = left_alone(replace(known, mine=False))
        heading = heading if filled else idle
    if not filled:
        text = f"{_sorry(known)}{text}"
    if others and not filled:
        heading = f"{wording.counted(len(others), 'thing needs', 'things need')} you here"
    return NextStep(
        heading,
        text,
        buttons,
        "risk" if known.late else "",
        _lines(others, situation.tta_request.site.time_zone),
    )


def _lines(needs: Sequence[Need], tz: str) -> tuple[FurtherNeed, ...]:
    """Return what needs the reader besides the main button."""
    return tuple(
        FurtherNeed(
            verb=need.verb,
            href=need.action,
            why=need.why,
            due=f"Due {dates.when(need.due_at, tz)}." if need.due_at else "",
        )
        for need in needs
    )


def _sorry(s: Situation) -> str:
    """Return a plain apology to the site once a clock is past due, with the new date if there is one."""
    zone = s.tta_request.site.time_zone
    late = [c for c in s.clocks if c.is_running and c.due_at <= s.now]
    if not late:
        return ""
    due = dates.when(min(c.due_at for c in late), zone)
    promised = [c.promised_for for c in late if c.promised_for]
    renewed = f" Your new date is {dates.when(max(promised), zone)}." if promised else ""
    return f"We're late. We owed you an answer by {due}.{renewed} "


def _label(row: Transition, tta_request: TTARequest) -> str:
    if row.name == "confirm" and tta_request.workers:
        return f"Confirm {tta_request.workers}"
    if row.name == "match":
        return "Move to matching"
    return row.label
