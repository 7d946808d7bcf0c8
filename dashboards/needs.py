"""What of the portal's own work needs administrators, in words."""

from django.urls import reverse

from dashboards.querysets import day
from foundation.accounts.actors import Actor
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.outbox.enums import MessageState
from foundation.ui import wording


def _failed(row: Row) -> str:
    return reverse("admin:outbox_message_changelist", query={"state__exact": MessageState.DEAD})


def _count(row: Row, actor: Actor) -> str:
    messages = wording.counted(row.detail["count"], "message")
    return f"{messages} failed too many times. Read the error, then replay."


declare(
    Declaration(
        name="background work",
        states=MessageState,
        rows=day.dead_letters_for,
        causes=(
            Cause(
                slug="review-failed-messages",
                states=(MessageState.DEAD,),
                verb="Open",
                title="Review failed messages",
                why=_count,
                href=_failed,
                place="Failed",
            ),
        ),
        nobody={
            MessageState.QUEUED: "The portal does it.",
            MessageState.DONE: "It is done.",
        },
    )
)
