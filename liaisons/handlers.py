"""Outbox jobs of the liaisons app: the author is notified of a returned update."""

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.outbox import Payload, handler
from liaisons import policies
from liaisons.enums import Stage
from liaisons.models import EngagementUpdate


def _is_returned(actor: Actor, thing: str) -> bool:
    update_id, returned_at = thing.split("|")
    found = EngagementUpdate.objects.returned_to(actor.user_id).filter(pk=update_id)
    return any(policies.can_correct(actor, each) and _moment(each) == returned_at for each in found)


RETURNED = declare("update-is-returned", _is_returned)


@handler("liaisons.announce_return")
def announce_return(payload: Payload) -> None:
    """Notify the author that an update came back; skip one that was corrected in the meantime."""
    found = EngagementUpdate.objects.select_related("site").filter(pk=str(payload["update"]))
    for update in found.filter(review=Stage.RETURNED):
        moment = _moment(update)
        notify.send(
            "update-returned",
            Due(
                key=f"{update.pk}:{moment}",
                recipients=[update.author_id],
                gate=RETURNED(f"{update.pk}|{moment}"),
                number=update.site.name,
                action="correct the update that was returned to you",
                url=reverse("liaisons:detail", args=[update.pk]),
                why="You wrote this update.",
                site_id=update.site_id,
            ),
        )


def _moment(update: EngagementUpdate) -> str:
    return update.reviewed_at.isoformat() if update.reviewed_at else ""
