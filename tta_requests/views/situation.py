"""Where a request stands for the reader in front of it, in words: what is awaited, and what happens next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.ui import dates
from tta_requests.enums import ClockKind, Status
from tta_requests.models import Clock, TTARequest

NOTHING = "Nothing for you to do now"


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
    def workers(self) -> str:
        """The provider and who leads with it."""
        return self.request.workers or "A provider"

    def does(self, one: str, several: str) -> str:
        """The verb for one who does the work, or for several."""
        alone = not self.request.provider_id and len(self.request.co_leads) == 1
        return several if self.request.co_leads and not alone else one

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


def _draft(s: Situation) -> tuple[str, str]:
    return "This is a draft", "Nobody at DOJ sees it before it is submitted."


def unread(s: Situation) -> tuple[str, str]:
    """The words while nobody has acknowledged it, for whoever may."""
    text = f"The site was told to expect an answer{s.by(ClockKind.ACKNOWLEDGE)}."
    if s.request.status == Status.OFFERED:
        text += f" {s.name} was asked already and must answer{s.until(s.offer_due)}."
    return "Acknowledge this request", f"{text} {s.exception}".strip()


def unendorsed(s: Situation) -> tuple[str, str]:
    """The words for the leadership that is asked to stand behind a critical request."""
    text = (
        f"{s.request.requester} calls it critical: {s.request.urgency_reason} "
        "DOJ works on it already; your endorsement tells that the site's leadership agrees."
    )
    return "Do you stand behind this?", text


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
            f"{s.workers} {s.does('has', 'have')} accepted: confirm it",
            f"Once you confirm, the scope of work is written. The decision is expected{by}.",
        )
    return (
        NOTHING,
        f"{s.workers} {s.does('has', 'have')} accepted. The TTA Coordinator confirms it{by}.",
    )


def _scoping(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.SCOPE)
    if s.mine:
        return "Agree on the scope", f"The scope is written, then signed by the site and DOJ{by}."
    write = s.does("is confirmed and writes", "are confirmed and write")
    return (
        NOTHING,
        f"{s.workers} {write} the scope of work with the site, which both sides sign{by}.",
    )


def _scheduled(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.CONTACT)
    if s.mine:
        return (
            "Begin the delivery",
            f"Press it once you have met the site: first contact is due{by}.",
        )
    return (
        NOTHING,
        f"The scope is signed. {s.workers} {s.does('gets', 'get')} in touch with the site{by}.",
    )


def _in_delivery(s: Situation) -> tuple[str, str]:
    if s.mine:
        return "Deliver what was agreed", "Once all of it is done, report it; the site confirms it."
    return (
        NOTHING,
        f"{s.workers} {s.does('delivers', 'deliver')} what was agreed. The site confirms it at the end.",
    )


def _delivered(s: Situation) -> tuple[str, str]:
    silent = "If the site says nothing, the portal confirms it after the time it allows."
    if s.mine:
        return "Have you received what was agreed?", f"Confirm it, or say what is missing. {silent}"
    return (
        NOTHING,
        f"{s.workers} {s.does('reports', 'report')} it as delivered, and the site confirms it. {silent}",
    )


def _confirmed(s: Situation) -> tuple[str, str]:
    return (
        NOTHING,
        "The delivery is confirmed. Everybody who took part says how it went; then it is closed.",
    )


def _closed(s: Situation) -> tuple[str, str]:
    until = s.until(s.request.reopen_until)
    again = f" A second look can be asked for{until}." if until else ""
    return "Nothing more happens here", f"This request is closed.{again}"


def _asked(s: Situation) -> tuple[str, str]:
    if s.mine:
        return (
            "Answer what is asked",
            "The clocks stand still until you answer. The letter is below.",
        )
    return NOTHING, "The site is asked for information. The clocks stand still until it answers."


def _on_hold(s: Situation) -> tuple[str, str]:
    day = s.request.hold_until
    again = f" Somebody looks again on {dates.day(day)}." if day else ""
    if s.mine:
        return "This is on hold", f"Nothing runs until it is resumed.{again}"
    return (
        NOTHING,
        f"This request is on hold, and its clocks stand still. The timeline says why.{again}",
    )


def _declined(s: Situation) -> tuple[str, str]:
    until = s.until(s.request.reopen_until)
    again = f" A second look can be asked for{until}." if until else ""
    return (
        "Nothing more happens here",
        f"This request was declined. The letter below says why and what else may help.{again}",
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
    Status.SCHEDULED: _scheduled,
    Status.IN_DELIVERY: _in_delivery,
    Status.DELIVERED: _delivered,
    Status.CONFIRMED: _confirmed,
    Status.CLOSED: _closed,
    Status.NEEDS_INFORMATION: _asked,
    Status.ON_HOLD: _on_hold,
    Status.DECLINED: _declined,
    Status.WITHDRAWN: _withdrawn,
}
