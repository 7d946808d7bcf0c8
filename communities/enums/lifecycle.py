"""The table of a community's transitions."""

from communities.enums.communities import State
from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition

LIFECYCLE = Lifecycle(
    name="community",
    states=State,
    guards="communities.policies",
    permissions=P,
    rows=(
        Transition(
            "activate",
            sources=State.FORMING,
            target=State.ACTIVE,
            permission=P.COMMUNITY_MANAGE,
            guard="has_facilitator",
            label="Activate community",
            past="activated",
            by_system=True,
        ),
        Transition(
            "pause",
            sources=State.ACTIVE,
            target=State.PAUSED,
            permission=P.COMMUNITY_FACILITATE,
            label="Pause community",
            past="paused",
            reason_required=True,
            by_system=True,
        ),
        Transition(
            "resume",
            sources=State.PAUSED,
            target=State.ACTIVE,
            permission=P.COMMUNITY_FACILITATE,
            guard="has_facilitator",
            label="Resume community",
            past="resumed",
            by_system=True,
        ),
        Transition(
            "retire",
            sources=(State.FORMING, State.ACTIVE, State.PAUSED),
            target=State.RETIRED,
            permission=P.COMMUNITY_MANAGE,
            label="Retire community",
            past="retired",
            reason_required=True,
            by_system=True,
        ),
    ),
)
