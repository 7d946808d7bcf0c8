"""Tell people that a commitment is theirs now, and remind them of it."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.models import Away
from foundation.calendars import clock
from foundation.calendars.business_time import closing
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due


def _is_owned(actor: Actor, commitment_id: str) -> bool:
    found = Commitment.objects.visible_to(actor).open().filter(pk=commitment_id)
    owners = [each.owner_id for each in found if each.owner_id]
    return any(
        actor.user_id in {owner, *Away.objects.stand_ins([owner], clock.now())} for owner in owners
    )


def _owns_of_batch(actor: Actor, thing: str) -> bool:
    batch, owner_id = thing.split("|")
    found = Commitment.objects.visible_to(actor).of_batch(UUID(batch)).open()
    readers = {int(owner_id), *Away.objects.stand_ins([int(owner_id)], clock.now())}
    return actor.user_id in readers and found.owned_by(int(owner_id)).exists()


def _was_owned(actor: Actor, commitment_id: str) -> bool:
    found = Commitment.objects.visible_to(actor).filter(pk=commitment_id)
    owners = [each.owner_id for each in found if each.owner_id]
    return actor.user_id in {*owners, *Away.objects.stand_ins(owners, clock.now())}


CANCELED = declare("commitment-was-canceled", _was_owned)
OWNED_OF_BATCH = declare("commitments-of-a-batch-are-owned", _owns_of_batch)
OWNED = declare("site-commitment-is-owned", _is_owned)


def announce_owner(commitment: Commitment, *, owner_id: int) -> None:
    """Notify the owner that a commitment is assigned to them, unless it has another one by now."""
    if commitment.owner_id != owner_id:
        return
    page, about = _place(commitment)
    notify.send(
        "commitment-assigned",
        Due(
            key=f"{commitment.pk}:{commitment.version}",
            recipients={owner_id},
            gate=OWNED(commitment.pk),
            number=about,
            action="see the commitment assigned to you",
            url=page,
            why="You're responsible for this commitment.",
            site_id=commitment.site_id,
        ),
        by_day=True,
    )


def announce_canceled(commitment: Commitment) -> None:
    """Notify the owner, who is someone else than who canceled it, that a commitment was canceled."""
    page, about = _place(commitment)
    notify.send(
        "commitment-canceled",
        Due(
            key=f"canceled:{commitment.pk}",
            recipients={commitment.owner_id or 0},
            gate=CANCELED(commitment.pk),
            number=about,
            action="see that your commitment was canceled",
            url=page,
            why="You were responsible for this commitment.",
            site_id=commitment.site_id,
        ),
    )


def _place(commitment: Commitment) -> tuple[str, str]:
    """Return the page of a commitment, and what its notices begin with: its request's number, or its site's name."""
    if commitment.request:
        return f"{commitment.request.get_absolute_url()}#work", commitment.request.number
    return reverse("engagements:commitment", args=[commitment.pk]), commitment.site.name


def remind_owner(commitment: Commitment, *, day: str) -> None:
    """Remind the owner of a commitment because someone asked for it on a day; nothing once it is done."""
    if commitment.owner_id is None or not commitment.is_open:
        return
    site = commitment.site
    notify.send(
        "commitment-reminder",
        Due(
            key=f"{commitment.pk}:{day}",
            recipients={commitment.owner_id},
            gate=OWNED(commitment.pk),
            number=site.name,
            action="finish the commitment assigned to you",
            url=reverse("engagements:commitment", args=[commitment.pk]),
            why=f"You're responsible for this commitment, and someone at {site.name} or DOJ sent you a reminder.",
            due_at=closing(commitment.due_on, ZoneInfo(site.time_zone)),
            tz=site.time_zone,
            site_id=commitment.site_id,
        ),
    )


def announce_batch(batch: UUID, *, owner_id: int) -> None:
    """Notify an owner of all that was assigned to them with one use of a template; nothing once it is undone."""
    found = Commitment.objects.of_batch(batch).open().owned_by(owner_id).select_related("site")
    commitment = found.first()
    if commitment is None:
        return
    notify.send(
        "commitment-assigned",
        Due(
            key=f"{batch}",
            recipients={owner_id},
            gate=OWNED_OF_BATCH(f"{batch}|{owner_id}"),
            number=commitment.site.name,
            action="see the commitments assigned to you",
            url=reverse("sites:commitments", args=[commitment.site.slug]),
            why="You're responsible for these commitments.",
            site_id=commitment.site_id,
        ),
        by_day=True,
    )
