"""Who must act on a request now, and what happens if nobody does: for the reader in front of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.workflow.lifecycle import Transition
from tta_requests import policies
from tta_requests.enums import ClockKind, Status
from tta_requests.models import Clock, TTARequest

NOTHING = "Nothing for you to do now"
# Steps that open a page before they act, and those that undo something: never filled.
ASKS_FIRST = frozenset({"offer", "recall", "withdraw"})
UNDOES = frozenset({"recall", "withdraw"})
# Steps that have a page of their own: the draft's form, the provider's offer.
ELSEWHERE = frozenset({"submit", "accept", "return-to-matching"})


@dataclass(frozen=True, slots=True)
class Step:
    """A button: its words, where it leads, and whether it asks there before it acts."""

    name: str
    label: str
    href: str
    kind: Literal["primary", "outline", "danger"]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The panel: a heading, what happens next, the buttons."""

    heading: str
    text: str
    steps: tuple[Step, ...] = ()
    tone: Literal["", "risk"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the words depend on.

    Attributes:
        mine: whether the step that is awaited is the reader's.
        following: who is asked next when the offer is not answered.
        exception: why a person must choose by hand.
    """

    request: TTARequest
    clocks: Sequence[Clock]
    now: datetime
    mine: bool = False
    offer_due: datetime | None = None
    following: str = ""
    exception: str = ""

    @property
    def name(self) -> str:
        """The provider that has it."""
        return str(self.request.provider or "A provider")

    @property
    def late(self) -> bool:
        """Whether a clock is past due."""
        return any(clock.is_running and clock.due_at <= self.now for clock in self.clocks)

    def by(self, kind: ClockKind) -> str:
        """ " by Fri Nov 27, 3:10 pm MT" while that clock runs in time, else nothing."""
        due = (c.due_at for c in self.clocks if c.is_running and c.kind == kind)
        return self.until(next(due, None))

    def until(self, moment: datetime | None) -> str:
        """ " by …" of a moment still to come."""
        if moment is None or moment <= self.now:
            return ""
        return f" by {dates.when(moment, self.request.site.time_zone)}"


def steps(actor: Actor, request: TTARequest) -> tuple[Step, ...]:
    """The rows of the table that are open to the reader, the likeliest first and filled."""
    rows = {
        row.name: _label(row, request)
        for row in policies.steps_open_to(actor, request)
        if row.name not in ELSEWHERE
    }
    if policies.can_acknowledge(actor, request):
        rows = {"acknowledge": "Acknowledge"} | rows
    filled = _awaited(request, rows)
    in_order = sorted(rows, key=lambda name: (name != filled, name in UNDOES))
    return tuple(
        Step(
            name=name,
            label=rows[name],
            href=f"/requests/{request.number}/{name}/",
            kind="primary" if name == filled else "danger" if name in UNDOES else "outline",
            asks=name in ASKS_FIRST,
        )
        for name in in_order
    )


def panel(actor: Actor, situation: Situation) -> NextStep:
    """What the reader must know first."""
    buttons = steps(actor, situation.request)
    filled = next((step.name for step in buttons if step.kind == "primary"), "")
    known = replace(situation, mine=bool(filled))
    words = _unread if filled == "acknowledge" else WORDS[Status(situation.request.status)]
    heading, text = words(known)
    if not filled:
        text = f"{_sorry(known)}{text}"
    return NextStep(heading, text, buttons, "risk" if known.late else "")


def _sorry(s: Situation) -> str:
    """What the site is told plainly once a clock is past due."""
    late = [c.due_at for c in s.clocks if c.is_running and c.due_at <= s.now]
    if not late:
        return ""
    due = dates.when(min(late), s.request.site.time_zone)
    return f"We are late: you should have had an answer by {due}. "


def _label(row: Transition, request: TTARequest) -> str:
    if row.name == "confirm" and request.provider:
        return f"Confirm {request.provider}"
    if row.name == "match":
        return "Take it into matching"
    return row.label


def _awaited(request: TTARequest, rows: Mapping[str, str]) -> str:
    """The step the request waits for, where it is the reader's."""
    if "acknowledge" in rows and "confirm" not in rows:
        return "acknowledge"
    awaited = {
        Status.TRIAGE: "match",
        Status.MATCHING: "offer",
        Status.ACCEPTED: "confirm",
    }.get(Status(request.status), "")
    return awaited if awaited in rows else ""


def _draft(s: Situation) -> tuple[str, str]:
    return "This is a draft", "Nobody at DOJ sees it before it is submitted."


def _unread(s: Situation) -> tuple[str, str]:
    text = f"The site was told to expect an answer{s.by(ClockKind.ACKNOWLEDGE)}."
    if s.request.status == Status.OFFERED:
        text += f" {s.name} was asked already and must answer{s.until(s.offer_due)}."
    return "Acknowledge this request", f"{text} {s.exception}".strip()


def _submitted(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.ACKNOWLEDGE)
    return (
        NOTHING,
        f"We have your request. Someone at DOJ confirms it{by}. You will hear from us either way.",
    )


def _deciding(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.TRIAGE)
    if s.mine:
        ready = s.exception or "The candidates and why they are in this order are below."
        return "Choose who gets it", f"{ready} The site was told to expect a decision{by}."
    if s.exception:
        return (
            NOTHING,
            f"Nobody has accepted yet. The TTA Coordinator is choosing by hand and will write to you{by}.",
        )
    return NOTHING, f"The TTA Coordinator decides who helps{by}. You will hear from us either way."


def _offered(s: Situation) -> tuple[str, str]:
    by = s.until(s.offer_due)
    onward = (
        f"the offer moves to {s.following} by itself and you are told."
        if s.following
        else "the TTA Coordinator chooses by hand and you are told."
    )
    return (
        f"Waiting for {s.name}. Nothing is needed from you now.",
        f"It must answer{by}. If it does not, {onward}",
    )


def _accepted(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.TRIAGE)
    if s.mine:
        return (
            f"{s.name} has accepted: confirm it",
            f"Once you confirm, the scope of work is written. The decision is expected{by}.",
        )
    return NOTHING, f"{s.name} has accepted. The TTA Coordinator confirms it{by}."


def _scoping(s: Situation) -> tuple[str, str]:
    return (
        NOTHING,
        f"{s.name} is confirmed and writes the scope of work with the site, which both sides sign.",
    )


def _withdrawn(s: Situation) -> tuple[str, str]:
    return "Nothing more happens here", "This request was withdrawn. The timeline says why."


WORDS: dict[Status, Callable[[Situation], tuple[str, str]]] = {
    Status.DRAFT: _draft,
    Status.SUBMITTED: _submitted,
    Status.TRIAGE: _deciding,
    Status.MATCHING: _deciding,
    Status.OFFERED: _offered,
    Status.ACCEPTED: _accepted,
    Status.SCOPING: _scoping,
    Status.WITHDRAWN: _withdrawn,
}
