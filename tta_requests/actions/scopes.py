"""Write and sign the scope: what is done, by when, with how much effort. A change is a new version to sign."""

from collections.abc import Mapping
from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import Payload, emit
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from tta_requests.actions.transitions import announce, entry, locked, move, person
from tta_requests.enums import AGREED_STATUSES, ScopeChange, Side
from tta_requests.errors import NotYours
from tta_requests.models import Scope, TTARequest
from tta_requests.policies import can_end_scope_change, can_sign_scope, can_write_scope

FIELDS = (
    "objectives",
    "activities",
    "site_provides",
    "effort",
    "starts_on",
    "ends_on",
    "delivery_mode",
)
NEWER = "Someone else saved a newer version of this scope. Read it, then make your changes again."
PROPOSED = "A change of this scope is already proposed. Sign it, or turn it down, before you propose another one."
UNCHANGED = "This is what both sides signed. Change what is to be different."


@atomic_savepoint
def write(tta_request: TTARequest, *, values: Mapping[str, Any], over: int, by: Actor) -> Scope:
    """Write the next version; signatures of the last one do not count for it.

    After both sides have signed, it's a proposed change, which takes force when both have signed it, too.

    Arguments:
        tta_request: in scoping, or scheduled or in delivery.
        values: the fields of ``FIELDS``; ``effort`` as a duration, dates in the site's time zone. Of a change also
            ``reason``.
        over: the number of the version that was shown, 0 when there was none.
        by: the provider that has it, or a coordinator.

    Raises:
        NotYours: when the actor may not write scopes of this request, or it is not in one of these states.
        Refused: when someone wrote another version in the meantime, or a change is proposed already.
        InvalidInput: when a change changes nothing, or doesn't say why.
    """
    kept = locked(tta_request.pk, through="system:offers")
    if not can_write_scope(by, kept):
        raise NotYours
    versions = Scope.objects.of_request(kept.pk)
    last, newest = versions.standing().first(), versions.first()
    if (last.number if last else 0) != over:
        raise Refused(NEWER)
    is_change = kept.status in AGREED_STATUSES
    if is_change:
        _check_change(last, values)
    made = Scope.objects.create(
        site_id=kept.site_id,
        request=kept,
        number=(newest.number if newest else 0) + 1,
        written_by_id=person(by),
        created_at=clock.now(),
        change=ScopeChange.PROPOSED if is_change else "",
        reason=values["reason"] if is_change else "",
        **{field: values[field] for field in FIELDS},
    )
    if is_change:
        text = f"Change of the scope proposed as version {made.number}"
        entry(kept, "propose-change", text, by=by, reason=made.reason)
    else:
        entry(kept, "scope", f"Scope version {made.number} written", by=by)
    payload: Payload = {"request": str(kept.pk), "number": made.number}
    emit("tta_requests.announce_scope", key=f"scope:{made.pk}", payload=payload)
    return made


def _check_change(last: Scope | None, values: Mapping[str, Any]) -> None:
    if last is not None and last.change:
        raise Refused(PROPOSED)
    if not values.get("reason"):
        raise InvalidInput("Enter why the scope changes.", field="reason")
    if last is not None and all(getattr(last, field) == values[field] for field in FIELDS):
        raise InvalidInput(UNCHANGED, field="objectives")


@atomic
def sign(tta_request: TTARequest, *, number: int, side: Side, by: Actor) -> TTARequest:
    """Sign a version for one side; the second signature schedules the request, or lets a change take force.

    Arguments:
        tta_request: in scoping; with a proposed change, scheduled or in delivery.
        number: the version that was read.
        side: the side to sign for, which the actor's role decides.
        by: a point of contact, or DOJ staff; never the author or the signer of the other side.

    Raises:
        Refused: when the actor may not sign for that side, another version is in force, nothing waits for a signature,
            or that side has signed.
    """
    kept = locked(tta_request.pk)
    last = _newest(kept, number)
    refusal = can_sign_scope(by, kept, last, side)
    if refusal:
        raise Refused(refusal)
    setattr(last, f"{side}_signed_by_id", by.user_id)
    setattr(last, f"{side}_signed_at", clock.now())
    is_change = bool(last.change)
    if last.is_signed:
        last.change = ""
    last.save(update_fields=[f"{side}_signed_by", f"{side}_signed_at", "change"])
    entry(kept, "sign", f"Signed version {last.number} of the scope for {side.label}", by=by)
    if not last.is_signed:
        return kept
    kept.scope_signed_at = clock.now()
    if is_change:
        kept.save(update_fields=["scope_signed_at"])
        announce(
            entry(kept, "agree-change", f"Version {last.number} of the scope is in force", by=by)
        )
    else:
        move(
            kept,
            "schedule",
            "Both sides have signed the scope",
            by=by,
            scope_signed_at=kept.scope_signed_at,
        )
    return kept


@atomic_savepoint
def end_change(tta_request: TTARequest, *, number: int, reason: str, by: Actor) -> Scope:
    """Turn down a proposed change, or withdraw one's own; the scope that both sides signed stays in force.

    Arguments:
        tta_request: scheduled or in delivery.
        number: the version that was read.
        reason: why; who proposed it and both sides read it.
        by: who signs for one of the sides, or who may write the scope.

    Raises:
        NotYours: when the actor can do neither.
        Refused: when it was agreed, turned down, or withdrawn, or another one is proposed.
    """
    kept = locked(tta_request.pk, through="system:offers")
    last = _newest(kept, number)
    if not last.change:
        raise Refused("Both sides have signed this change. Propose another one.")
    what = can_end_scope_change(by, kept, last)
    if what is None:
        raise NotYours
    last.change, last.ended_reason = what, reason
    last.ended_by_id, last.ended_at = by.user_id, clock.now()
    last.save(update_fields=["change", "ended_reason", "ended_by", "ended_at"])
    text = f"Change of the scope, version {last.number}, {what.label.lower()}"
    announce(entry(kept, "end-change", text, by=by, reason=reason))
    return last


def _newest(kept: TTARequest, number: int) -> Scope:
    """Return the newest version or proposed change, locked, if it is the one that was read."""
    found = locks.hold_all(Scope.objects.of_request(kept.pk).standing()[:1])
    if not found or found[0].number != number:
        raise Refused("There's a newer version of this scope. Read it first.")
    return found[0]
