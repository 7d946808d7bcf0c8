"""Add several commitments at once from a template, and undo that while none was changed."""

import uuid
from collections.abc import Sequence
from uuid import UUID

from engagements.actions.commitments import check_owner, named
from engagements.errors import NotYours
from engagements.models import Commitment, CommitmentTemplate
from engagements.models.origins import Origin
from engagements.policies import can_keep_commitments
from engagements.querysets.commitment_templates import Planned
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from sites.models import Site

UNDONE = "Undone with the rest of its template."


@atomic_savepoint
def use(
    site: Site,
    template: CommitmentTemplate,
    *,
    steps: Sequence[Planned],
    origin: Origin | None = None,
    by: Actor,
) -> UUID:
    """Add commitments from a template in one action; each owner but the actor gets one notice of all of theirs.

    Arguments:
        site: whose people see them.
        template: what they come from.
        steps: the template's steps as the actor left them.
        origin: what they also come from, of the same site.
        by: someone who keeps the site's commitments.

    Returns:
        The batch, by which they are undone.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or the origin is another site's.
        InvalidInput: without a step, or when an owner can't open the site's pages.
    """
    if not can_keep_commitments(by, site.pk) or (origin and origin.site.pk != site.pk):
        raise NotYours
    if not steps:
        raise InvalidInput("Choose at least one commitment.")
    owners = {step.owner_id for step in steps}
    for owner_id in owners:
        check_owner(site, owner_id, by)
    batch, now = uuid.uuid4(), clock.now()
    Commitment.objects.bulk_create(
        Commitment(
            site=site,
            text=step.text,
            owed_by=step.owed_by,
            owner_id=step.owner_id,
            due_on=step.due_on,
            made_by_id=by.user_id,
            made_at=now,
            template=template,
            batch=batch,
            **named(origin),
        )
        for step in steps
    )
    for owner_id in sorted(owner for owner in owners if owner not in {None, by.user_id}):
        emit(
            "engagements.announce_batch",
            key=f"batch:{batch}:{owner_id}",
            payload={"batch": str(batch), "owner": owner_id},
        )
    return batch


@atomic_savepoint
def undo(batch: UUID, *, by: Actor) -> int:
    """Cancel the commitments that the actor added from a template; those changed since then stay.

    Returns:
        How many were canceled.

    Raises:
        NotYours: when somebody else added them, or the actor no longer keeps the site's commitments.
        Refused: when all of them were changed or undone since.
    """
    rows = Commitment.objects.of_batch(batch).open().select_related("site")
    held = locks.hold_all(rows.order_by("pk"))
    if any(
        each.made_by_id != by.user_id or not can_keep_commitments(by, each.site_id) for each in held
    ):
        raise NotYours
    unchanged = [each for each in held if each.version == 1]
    if not unchanged:
        raise Refused("There is nothing to undo: these commitments were changed or undone already.")
    for commitment in unchanged:
        commitment.dropped_reason = UNDONE
        commitment.canceled_at, commitment.canceled_by_id = clock.now(), by.user_id
        commitment.version += 1
        commitment.save(update_fields=["dropped_reason", "canceled_at", "canceled_by", "version"])
    notify.changed(held[0].site.name, key=f"undone:{batch}")
    return len(unchanged)
