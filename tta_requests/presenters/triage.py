"""The triage desk: its queue, its filters, and the selected request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.ui import dates, wording
from foundation.ui.types import ClockState, ClockView
from tta_requests.enums import AUTOMATIC_URGENCIES, ClockKind, Status
from tta_requests.forms import OfferForm
from tta_requests.models import Clock, TTARequest
from tta_requests.presenters import clocks, routing
from tta_requests.presenters.next_step import Step

if TYPE_CHECKING:
    from tta_requests.querysets.columns import OfferedRun, TriagedClock

DEADLINE = {
    ClockKind.ACKNOWLEDGE: "Acknowledge by",
    ClockKind.TRIAGE: "Decide by",
    ClockKind.ACCEPT: "Acceptance due by",
    ClockKind.SCOPE: "Scope signature due by",
    ClockKind.CONTACT: "First contact due by",
}
ALL, FAST, NOBODY, MINE, NOBODYS = "", "expedited", "nobody", "mine", "nobodys"
LATE, RISK, THEIRS = "past-due", "at-risk", "provider"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue."""

    tta_request: TTARequest
    clock: ClockView | None
    href: str
    chosen: bool
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The selected request: its deadline, who could help, and the buttons."""

    tta_request: TTARequest
    submitted: str
    deadline: str
    late: bool
    kind: str
    rule: str
    exception: str
    candidates: Sequence[routing.Choice]
    ranked: str
    filtered: str
    standing: routing.Offered | None
    form: OfferForm | None
    steps: Sequence[Step]
    back: str
    back_query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything the desk shows.

    Attributes:
        sentence: how many requests need a decision.
        more: how many of them are past due or at risk.
        chips: the quick filters.
        rows: the requests of the queue that the filter lets through, most urgent first.
        cut: whether the queue is longer than the desk shows.
        may_act_together: whether the reader can act on several requests at once.
        undo: the signed token of an action that can be undone; empty for none.
        choice: the selected request; None if the queue is empty.
    """

    sentence: str
    more: str
    chips: Sequence[tuple[str, str, bool]]
    rows: Sequence[Waiting]
    cut: bool
    may_act_together: bool
    undo: str
    choice: Choice | None

    @property
    def selected(self) -> int:
        """Return how many requests of the list are selected."""
        return sum(row.ticked for row in self.rows)


def is_shown(row: "TriagedClock", kind: str, reader: Actor, now: datetime) -> bool:
    """Return whether a quick filter lets a row through; an unknown filter lets all of them through."""
    tta_request = row.request
    state = clocks.state_of(row.warn_at, row.due_at, now)
    return {
        LATE: state == ClockState.PAST_DUE,
        RISK: state == ClockState.AT_RISK,
        THEIRS: waits_for_provider(tta_request),
        FAST: tta_request.urgency in AUTOMATIC_URGENCIES,
        NOBODY: bool(row.exception_reason),
        MINE: tta_request.owner_id == reader.user_id,
        NOBODYS: tta_request.owner_id is None,
    }.get(kind, True)


def waits_for_provider(tta_request: TTARequest) -> bool:
    """Return whether the provider that was asked has to answer, and DOJ has nothing to decide until then."""
    return tta_request.status == Status.OFFERED and tta_request.acknowledged_at is not None


def chosen(
    shown: Sequence["TriagedClock"], queue: Sequence["TriagedClock"], number: str
) -> "TriagedClock | None":
    """Return the selected row: the one with that number, else the first one shown."""
    asked = (row for row in queue if row.request.number == number)
    return next(asked, None) or next(iter(shown), None)


def line(
    row: Clock, kind: str, *, is_chosen: bool, ticked: bool, now: datetime, tz: str
) -> Waiting:
    """Return a clock as a row of the queue."""
    return Waiting(
        tta_request=row.request,
        clock=clocks.running(row, now=now, tz=tz),
        href=address(kind, row.request.number),
        chosen=is_chosen,
        ticked=ticked,
    )


def address(kind: str, number: str = "") -> str:
    """Return the address of the desk with a quick filter and a selected request."""
    query = {k: v for k, v in (("show", kind), ("r", number)) if v}
    return reverse("tta_requests:triage", query=query)


def chips(
    queue: Sequence["TriagedClock"], kind: str, reader: Actor, now: datetime
) -> list[tuple[str, str, bool]]:
    """Return the quick filters, each with the number of rows it lets through."""
    words = {
        ALL: "All",
        LATE: "Past due",
        RISK: "At risk",
        FAST: "Expedited and critical",
        NOBODY: "No provider",
        MINE: "Assigned to you",
        NOBODYS: "Unassigned",
        THEIRS: "Waiting for a provider",
    }
    counts = {key: sum(is_shown(row, key, reader, now) for row in queue) for key in words}
    return [(f"{words[key]} {counts[key]}", address(key), key == kind) for key in words]


def sentence(queue: Sequence[Clock]) -> str:
    """Return how many requests need a decision, and how many wait for a provider's answer first."""
    theirs = sum(waits_for_provider(row.request) for row in queue)
    waiting = len(queue) - theirs
    words = wording.counted(waiting, "request needs", "requests need") if waiting else ""
    said = f"{words} a decision." if waiting else "No requests need a decision."
    answer = f"{wording.counted(theirs, 'waits', 'wait')} for a provider's answer."
    return f"{said} {answer}" if theirs else said


def more(queue: Iterable[Clock], now: datetime) -> str:
    """Return how many of them are past due or at risk, as a phrase; empty if none is."""
    states = [clocks.state_of(row.warn_at, row.due_at, now) for row in queue]
    over, risk = states.count(ClockState.PAST_DUE), states.count(ClockState.AT_RISK)
    parts = [f"{wording.counted(over, 'is', 'are')} past due"] if over else []
    parts += [f"{wording.counted(risk, 'is', 'are')} at risk"] if risk else []
    return f"{', '.join(parts)}." if parts else ""


def choice(
    row: "TriagedClock",
    kind: str,
    *,
    run: "OfferedRun | None",
    steps: Sequence[Step],
    form: OfferForm | None,
    now: datetime,
) -> Choice:
    """Return the detail view of the selected request.

    Arguments:
        row: its clock that is due first.
        kind: the quick filter that is on.
        run: its newest ranking.
        steps: the steps open to the reader.
        form: the form to make an offer, if the reader may.
        now: the current time.
    """
    tta_request = row.request
    zone, here = tta_request.site.time_zone, address(kind, tta_request.number)
    late = row.due_at <= now
    return Choice(
        tta_request=tta_request,
        submitted=dates.when(tta_request.submitted_at, zone) if tta_request.submitted_at else "",
        deadline=f"{'Was due' if late else DEADLINE[ClockKind(row.kind)]} {dates.when(row.due_at, zone)}.",
        late=late,
        kind=row.get_kind_display(),
        rule=clocks.rule_of(row),
        exception=row.exception_reason or "",
        candidates=routing.choices_of(run),
        ranked=_ranked(run, zone),
        filtered=routing.filtered(run.excluded) if run else "",
        standing=routing.standing(routing.offers_of(run)),
        form=form,
        steps=[step for step in steps if step.name not in {"match", "offer"}],
        back=here,
        back_query=quote(here),
    )


def _ranked(run: "OfferedRun | None", zone: str) -> str:
    if run is None:
        return "The ranking isn't ready yet."
    return (
        f"Ranked {dates.when(run.ran_at, zone)}, weights version {run.weights.version}. "
        f"{len(run.ranking)} of {len(run.ranking) + len(run.excluded)} meet the requirements."
    )
