"""Write and sign the scope: what is done, by when, with how much effort. A change is a new version to sign."""

from collections.abc import Mapping
from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import Payload, emit
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from tta_requests.actions.transitions import entry, locked, move, person
from tta_requests.enums import Side
from tta_requests.errors import NotYours
from tta_requests.models import Scope, TTARequest
from tta_requests.policies import can_sign_scope, can_write_scope

FIELDS = (
    "objectives",
    "activities",
    "site_provides",
    "effort",
    "starts_on",
    "ends_on",
    "delivery_mode",
)


@atomic_savepoint
def write(tta_request: TTARequest, *, values: Mapping[str, Any], over: int, by: Actor) -> Scope:
    """Write the next version; signatures of the last one do not count for it.

    Arguments:
        tta_request: in scoping.
        values: the fields of ``FIELDS``; ``effort`` as a duration, dates in the site's time zone.
        over: the number of the version that was shown, 0 when there was none.
        by: the provider that has it, or a coordinator.

    Raises:
        NotYours: when the actor may not write scopes of this request, or it is not in scoping.
        Refused: when someone wrote another version in the meantime.
    """
    kept = locked(tta_request.pk, through="system:offers")
    if not can_write_scope(by, kept):
        raise NotYours
    last = Scope.objects.of_request(kept.pk).first()
    if (last.number if last else 0) != over:
        raise Refused(
            "Someone else saved a newer version of this scope. Read it, then make your changes again."
        )
    made = Scope.objects.create(
        site_id=kept.site_id,
        request=kept,
        number=over + 1,
        written_by_id=person(by),
        created_at=clock.now(),
        **{field: values[field] for field in FIELDS},
    )
    entry(kept, "scope", f"Scope version {made.number} written", by=by)
    payload: Payload = {"request": str(kept.pk), "number": made.number}
    emit("tta_requests.announce_scope", key=f"scope:{made.pk}", payload=payload)
    return made


@atomic
def sign(tta_request: TTARequest, *, number: int, side: Side, by: Actor) -> TTARequest:
    """Sign a version for one side; the second signature schedules the request.

    Arguments:
        tta_request: in scoping.
        number: the version that was read.
        side: the side to sign for, which the actor's role decides.
        by: a point of contact, or DOJ staff; never the author or the signer of the other side.

    Raises:
        Refused: when the actor may not sign for that side, another version is in force, it is not in scoping, or that
            side has signed.
    """
    kept = locked(tta_request.pk)
    last = next(iter(locks.hold_all(Scope.objects.of_request(kept.pk)[:1])), None)
    if last is None or last.number != number:
        raise Refused("There's a newer version of this scope. Read it, then sign.")
    refusal = can_sign_scope(by, kept, last, side)
    if refusal:
        raise Refused(refusal)
    setattr(last, f"{side}_signed_by_id", by.user_id)
    setattr(last, f"{side}_signed_at", clock.now())
    last.save(update_fields=[f"{side}_signed_by", f"{side}_signed_at"])
    entry(kept, "sign", f"Signed version {last.number} of the scope for {side.label}", by=by)
    if last.is_signed:
        kept.scope_signed_at = clock.now()
        move(
            kept, "schedule", "Both sides have signed the scope", by=by, scope_signed_at=clock.now()
        )
    return kept
