"""The state of a request in words for its reader: what it waits for, and what happens next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from foundation.ui import dates
from tta_requests.enums import ClockKind, ClockState, Status
from tta_requests.models import Clock, TTARequest
from tta_requests.models.time_limits import limit_end
from tta_requests.presenters.request_steps import received

if TYPE_CHECKING:
    from tta_requests.querysets.columns import LimitRow, ScopeRow

NOTHING = "Nothing needs you right now"
SUSPENDED = (
    "We have your request. The site's engagement is suspended, so DOJ's deadlines are paused. "
    "They're set when the engagement resumes, and this page then shows the new dates."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The facts that the words depend on.

    Attributes:
        mine: whether the awaited step is the reader's.
        following: the provider asked next if the offer is not answered.
        exception: why a person must choose a provider.
        limit: how long until the portal acts by itself in this status; None where it doesn't.
        scope: the scope in force, if there is one.
        scope_change: the change of it that is proposed, if one is.
        is_left_alone: whether the provider or agency that has it has no one left to do the work.
    """

    tta_request: TTARequest
    clocks: Sequence[Clock]
    now: datetime
    mine: bool = False
    offer_due: datetime | None = None
    following: str = ""
    exception: str = ""
    limit: "LimitRow | None" = None
    scope: "ScopeRow | None" = None
    scope_change: "ScopeRow | None" = None
    is_left_alone: bool = False

    @property
    def name(self) -> str:
        """The name of the provider that has it."""
        return str(self.tta_request.provider or "A provider")

    @property
    def workers(self) -> str:
        """The provider and the co-leading agencies."""
        return self.tta_request.workers or "A provider"

    def does(self, one: str, several: str) -> str:
        """Return the singular or the plural verb, to agree with the workers."""
        alone = not self.tta_request.provider_id and len(self.tta_request.co_leads) == 1
        return several if self.tta_request.co_leads and not alone else one

    @property
    def late(self) -> bool:
        """Whether a clock is past due."""
        return any(clock.is_running and clock.due_at <= self.now for clock in self.clocks)

    def by(self, kind: ClockKind) -> str:
        """Return " by Fri Nov 27, 3:10 pm MT" if that clock is running and not past due, else nothing."""
        due = (c.due_at for c in self.clocks if c.is_running and c.kind == kind)
        return self.until(next(due, None))

    @property
    def acts_at(self) -> datetime | None:
        """When the portal acts by itself if no one does; None if it never does."""
        since = self.tta_request.status_since
        if self.limit is None or since is None:
            return None
        zone = self.tta_request.site.time_zone
        return limit_end(self.limit["amount"], self.limit["unit"], zone, since)

    def until(self, moment: datetime | None) -> str:
        """Return " by …" for a future instant, else nothing."""
        if moment is None or moment <= self.now:
            return ""
        return f" by {dates.when(moment, self.tta_request.site.time_zone)}"


def _draft(s: Situation) -> tuple[str, str]:
    return (
        "This is a draft",
        "The site's points of contact can read it. DOJ can't see it until you submit it.",
    )


def unread(s: Situation) -> tuple[str, str]:
    """Return the words for a reader who may acknowledge a request no one has acknowledged yet."""
    text = f"The site expects an answer{s.by(ClockKind.ACKNOWLEDGE)}."
    if s.tta_request.status == Status.OFFERED:
        text += f" {s.name} already got the offer and must answer{s.until(s.offer_due)}."
    return "Acknowledge this request", f"{text} {s.exception}".strip()


def left_alone(s: Situation) -> tuple[str, str]:
    """Return the words for work that no one is left to do: for the reader who chooses another provider, and for others."""
    left = f"{s.workers} {s.does('has', 'have')} no one left to do this"
    if s.mine:
        return left, f"Withdraw the request from {s.workers}, then choose another provider."
    again = "The TTA Coordinator was notified and chooses another provider."
    return NOTHING, f"{left}. {again} The site's points of contact can write to them below."


def unendorsed(s: Situation) -> tuple[str, str]:
    """Return the words that ask the leadership to endorse a critical request."""
    text = (
        f"It's marked critical for this reason: “{s.tta_request.urgency_reason}” "
        "DOJ is already working on it. Your endorsement shows that the site's leadership agrees."
    )
    return "Endorse this critical request?", text


def _submitted(s: Situation) -> tuple[str, str]:
    # Nothing else pauses the clocks of a request that is only submitted.
    if any(clock.state == ClockState.PAUSED for clock in s.clocks):
        return NOTHING, SUSPENDED
    return NOTHING, received(s.by(ClockKind.ACKNOWLEDGE))


def _deciding(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.TRIAGE)
    if s.mine:
        ready = s.exception or "Ranked providers are listed below, with the reasons."
        return "Choose a provider", f"{ready} The site expects a decision{by}."
    if s.exception:
        return (
            NOTHING,
            f"No provider has accepted yet. The TTA Coordinator is choosing one and will write to you{by}.",
        )
    return NOTHING, f"The TTA Coordinator will decide who helps{by}. We'll let you know either way."


def _offered(s: Situation) -> tuple[str, str]:
    by = s.until(s.offer_due)
    onward = (
        f"the offer moves to {s.following} automatically, and we'll notify you."
        if s.following
        else "the TTA Coordinator will choose a provider, and we'll notify you."
    )
    return (
        f"Waiting for {s.name}. You don't need to do anything now.",
        f"{s.name} must answer{by}. If it doesn't, {onward}",
    )


def _accepted(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.TRIAGE)
    if s.mine:
        return (
            f"{s.workers} {s.does('has', 'have')} accepted. Confirm the provider",
            f"After you confirm, the provider writes the scope of work. The decision is due{by}.",
        )
    return (
        NOTHING,
        f"{s.workers} {s.does('has', 'have')} accepted. The TTA Coordinator will confirm it{by}.",
    )


def _scoping(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.SCOPE)
    if s.mine and s.scope:
        return (
            "Read and sign the scope of work",
            f"{s.workers} wrote it. The site and DOJ sign it{by}.",
        )
    if s.mine:
        return (
            "Agree on the scope of work",
            f"Write the scope of work. The site and DOJ sign it{by}.",
        )
    write = s.does("is confirmed and writes", "are confirmed and write")
    return (
        NOTHING,
        f"{s.workers} {write} the scope of work with the site, which both sides sign{by}.",
    )


def _scheduled(s: Situation) -> tuple[str, str]:
    by = s.by(ClockKind.CONTACT)
    if s.mine:
        return (
            "Start delivery",
            f"Start delivery after you meet with the site. First contact is due{by}.",
        )
    return (
        NOTHING,
        f"The scope is signed. {s.workers} {s.does('gets', 'get')} in touch with the site{by}.",
    )


def _in_delivery(s: Situation) -> tuple[str, str]:
    if s.mine:
        return (
            "Deliver the agreed work",
            "When everything is done, report delivery. The site then confirms it.",
        )
    return (
        NOTHING,
        f"{s.workers} {s.does('delivers', 'deliver')} the agreed work. The site confirms it at the end.",
    )


def _delivered(s: Situation) -> tuple[str, str]:
    by = s.until(s.acts_at) or " by the deadline"
    silent = f"If the site doesn't respond{by}, the portal confirms delivery automatically."
    if s.mine:
        return (
            "Did you receive everything that was agreed?",
            f"Confirm delivery, or report what's missing. {silent}",
        )
    return (
        NOTHING,
        f"{s.workers} {s.does('reports', 'report')} it as delivered, and the site confirms it. {silent}",
    )


def _confirmed(s: Situation) -> tuple[str, str]:
    return (
        NOTHING,
        "Delivery is confirmed. Everyone involved completes an evaluation, and then the request closes.",
    )


def _closed(s: Situation) -> tuple[str, str]:
    until = s.until(s.tta_request.reopen_until)
    again = f" You can ask for a second look{until}." if until else ""
    return "No more steps", f"This request is closed.{again}"


def _asked(s: Situation) -> tuple[str, str]:
    by = s.until(s.acts_at)
    silent = f" If the site doesn't answer{by}, the request is withdrawn." if by else ""
    if s.mine:
        return (
            "Answer the question",
            f"The clocks are paused until you answer. The message is below.{silent}",
        )
    return (
        NOTHING,
        f"DOJ asked the site for information. The clocks are paused until the site answers.{silent}",
    )


def _on_hold(s: Situation) -> tuple[str, str]:
    day = s.tta_request.hold_until
    again = f" The review date is {dates.day(day)}." if day else ""
    if s.mine:
        return "On hold", f"All clocks are paused until it's resumed.{again}"
    return (
        NOTHING,
        f"This request is on hold, and its clocks are paused. The timeline shows why.{again}",
    )


def _declined(s: Situation) -> tuple[str, str]:
    until = s.until(s.tta_request.reopen_until)
    again = f" You can ask for a second look{until}." if until else ""
    return (
        "No more steps",
        f"This request was declined. The message below explains why and what else can help.{again}",
    )


def _withdrawn(s: Situation) -> tuple[str, str]:
    return "No more steps", "This request was withdrawn. The timeline shows why."


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
