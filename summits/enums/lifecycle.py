"""The table of a summit's transitions."""

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition
from summits.enums.summits import State

# States in which a summit is still to come, or going on.
AHEAD = (State.PLANNED, State.APPROVED, State.REGISTRATION_OPEN, State.AGENDA_LOCKED, State.LIVE)

LIFECYCLE = Lifecycle(
    name="summit",
    states=State,
    guards="summits.policies",
    permissions=P,
    rows=(
        Transition(
            "approve",
            sources=State.PLANNED,
            target=State.APPROVED,
            permission=P.SUMMIT_MANAGE,
            guard="has_approvals",
            label="Approve summit",
            past="approved",
            by_system=True,
        ),
        Transition(
            "open-registration",
            sources=State.APPROVED,
            target=State.REGISTRATION_OPEN,
            permission=P.SUMMIT_MANAGE,
            guard="has_place",
            label="Open registration",
            past="opened for registration",
            by_system=True,
        ),
        Transition(
            "lock-agenda",
            sources=State.REGISTRATION_OPEN,
            target=State.AGENDA_LOCKED,
            permission=P.SUMMIT_ORGANIZE,
            label="Lock agenda",
            past="locked",
            by_system=True,
        ),
        Transition(
            "unlock-agenda",
            sources=State.AGENDA_LOCKED,
            target=State.REGISTRATION_OPEN,
            permission=P.SUMMIT_ORGANIZE,
            label="Unlock agenda",
            past="unlocked",
            reason_required=True,
            by_system=True,
        ),
        Transition(
            "start",
            sources=State.AGENDA_LOCKED,
            target=State.LIVE,
            permission=P.SUMMIT_ORGANIZE,
            guard="has_begun",
            label="Start summit",
            past="started",
            by_system=True,
        ),
        Transition(
            "wrap-up",
            sources=State.LIVE,
            target=State.WRAP_UP,
            permission=P.SUMMIT_ORGANIZE,
            guard="is_on_its_last_day",
            label="Start wrap-up",
            past="wrapped up",
            by_system=True,
        ),
        Transition(
            "archive",
            sources=State.WRAP_UP,
            target=State.ARCHIVED,
            permission=P.SUMMIT_MANAGE,
            label="Archive summit",
            past="archived",
            by_system=True,
        ),
        *(
            Transition(
                "go-virtual",
                sources=state,
                target=state,
                permission=P.SUMMIT_MANAGE,
                guard="is_in_person",
                label="Change to virtual",
                past="changed to virtual",
                reason_required=True,
                by_system=True,
            )
            for state in AHEAD
        ),
        Transition(
            "cancel",
            sources=AHEAD,
            target=State.CANCELED,
            permission=P.SUMMIT_MANAGE,
            label="Cancel summit",
            past="canceled",
            reason_required=True,
            by_system=True,
        ),
    ),
)
# What an organizer of the summit may do; the other steps are a Program Manager's.
ORGANIZER_STEPS = frozenset(
    row.name for row in LIFECYCLE.rows if row.permission == P.SUMMIT_ORGANIZE
)
