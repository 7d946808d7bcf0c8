"""Tell people that a site's commitment is theirs now."""

from django.urls import reverse

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.models import Away
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due


def _is_owned(actor: Actor, commitment_id: str) -> bool:
    found = Commitment.objects.visible_to(actor).without_request().open().filter(pk=commitment_id)
    owners = [each.owner_id for each in found if each.owner_id]
    return any(
        actor.user_id in {owner, *Away.objects.stand_ins([owner], clock.now())} for owner in owners
    )


OWNED = declare("site-commitment-is-owned", _is_owned)


def announce_owner(commitment: Commitment, *, version: int) -> None:
    """Notify the owner that a commitment is assigned to them; only the last of several assignments counts."""
    if commitment.version != version or commitment.owner_id is None:
        return
    notify.send(
        "commitment-assigned",
        Due(
            key=f"{commitment.pk}:{version}",
            recipients={commitment.owner_id},
            gate=OWNED(commitment.pk),
            number=commitment.site.name,
            action="see the commitment assigned to you",
            url=reverse("engagements:commitment", args=[commitment.pk]),
            why="You're responsible for this commitment.",
            site_id=commitment.site_id,
        ),
        by_day=True,
    )
