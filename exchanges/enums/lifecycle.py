"""The table of a peer exchange's transitions."""

from exchanges.enums.exchanges import State
from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition

LIFECYCLE = Lifecycle(
    name="peer exchange",
    states=State,
    guards="exchanges.policies",
    permissions=P,
    rows=(
        Transition(
            "accept",
            sources=State.ASKED,
            target=State.ACCEPTED,
            permission=P.EXCHANGE_ANSWER,
            guard="host_has_room",
            label="Accept the visit",
            past="accepted",
        ),
        Transition(
            "decline",
            sources=State.ASKED,
            target=State.DECLINED,
            permission=P.EXCHANGE_ANSWER,
            label="Decline the visit",
            past="declined",
            reason_required=True,
        ),
        Transition(
            "plan",
            sources=State.ACCEPTED,
            target=State.PLANNED,
            permission=P.EXCHANGE_KEEP,
            guard="is_ready",
            label="Confirm the plan",
            past="confirmed",
        ),
        Transition(
            "mark-held",
            sources=State.PLANNED,
            target=State.HELD,
            permission=P.EXCHANGE_KEEP,
            guard="is_over",
            label="Mark as held",
            past="marked as held",
        ),
        Transition(
            "agree",
            sources=State.HELD,
            target=State.FOLLOW_UP,
            permission=P.EXCHANGE_KEEP,
            guard="is_for_the_other_site",
            label="Agree to the report",
            past="agreed to",
        ),
        Transition(
            "close",
            sources=State.FOLLOW_UP,
            target=State.CLOSED,
            permission=P.EXCHANGE_KEEP,
            guard="follow_up_is_done",
            label="Close exchange",
            past="closed",
        ),
        Transition(
            "cancel",
            sources=(State.ASKED, State.ACCEPTED, State.PLANNED),
            target=State.CANCELED,
            permission=P.EXCHANGE_KEEP,
            label="Cancel exchange",
            past="canceled",
            reason_required=True,
        ),
    ),
)
