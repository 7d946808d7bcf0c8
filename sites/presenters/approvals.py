"""The facts shown of a seat or role that waits for a second approval."""

from datetime import datetime

from foundation.accounts.models import StaffApproval
from foundation.ui.dates import when
from foundation.ui.types import Fact
from sites.models import SeatApproval

JOB = "PSP Portal"


def approval_facts(approval: SeatApproval | StaffApproval, name: str, zone: str) -> list[Fact]:
    """Return the facts that both kinds of approval share, with times in ``zone``."""
    proposer = approval.proposed_by.name if approval.proposed_by else JOB
    facts = [
        Fact("For", f"{name}, {approval.email}"),
        Fact("Proposed by", f"{proposer}, {when(approval.asked_at, zone)}"),
        Fact("Status", approval.get_state_display()),
    ]
    if approval.is_waiting:
        facts.append(Fact("Decide by", when(approval.due_at, zone)))
    if approval.decided_at:
        facts.append(Fact("Decided", _decided(approval, approval.decided_at, zone)))
    if approval.reason:
        facts.append(Fact("Reason", approval.reason))
    return facts


def _decided(approval: SeatApproval | StaffApproval, at: datetime, zone: str) -> str:
    return f"{approval.decided_by.name if approval.decided_by else JOB}, {when(at, zone)}"
