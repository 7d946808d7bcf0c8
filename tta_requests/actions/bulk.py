"""Act on several requests of the triage desk at once, skipping those that changed since they were shown.

Each request goes through the same action as on its own page, so a bulk act can do nothing that a single
one can't. A request that can't be changed is left as it is and reported; the others go on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from foundation.accounts.actors import Actor
from foundation.notifications import notify
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.workflow.errors import DomainError
from tta_requests.actions import coordinators, declines, triage
from tta_requests.enums import Status
from tta_requests.models import Entry, TTARequest
from tta_requests.querysets import requests

CHANGED = "changed after you opened this page"
GONE = "no longer needs triage"
TAKEN_BACK = "Reopened right after it was declined."


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a bulk act.

    Attributes:
        done: number → id of the previous owner, for the requests that were changed.
        versions: number → the version the request has now.
        left: number → why the request was skipped.
    """

    done: dict[str, int | None] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


@atomic
def acknowledge_all(shown: Mapping[str, int], *, by: Actor) -> Outcome:
    """Acknowledge several requests; those acknowledged before are reported like any other refusal."""
    return _each(shown, lambda one: triage.acknowledge(one, by=by), by=by)


@atomic
def reassign_all(shown: Mapping[str, int], *, to: int, note: str, by: Actor) -> Outcome:
    """Reassign several requests to one colleague.

    Arguments:
        shown: the version of each request as it was on the page, by its number.
        to: the colleague's id.
        note: what they should know.
        by: the person who reassigns them.
    """
    return _each(shown, lambda one: coordinators.reassign(one, to=to, note=note, by=by), by=by)


@atomic
def decline_all(
    shown: Mapping[str, int], *, reasons: Sequence[str], text: str, alternatives: str, by: Actor
) -> Outcome:
    """Decline several requests with the same letter. The arguments are those of ``declines.decline``."""

    def decline(one: TTARequest) -> TTARequest:
        return declines.decline(one, reasons=reasons, text=text, alternatives=alternatives, by=by)

    return _each(shown, decline, by=by)


@atomic
def undo(done: Mapping[str, int | None], versions: Mapping[str, int], *, by: Actor) -> Outcome:
    """Undo a bulk act on the requests that haven't changed since: restore their owners, or reopen them.

    Arguments:
        done: number → id of the previous owner.
        versions: number → the version the bulk act left the request in.
        by: the person who did it.
    """

    def undo(one: TTARequest) -> TTARequest:
        if one.status == Status.DECLINED:
            notify.undone(*(f"step:{pk}" for pk in _last(one, "decline")))
            return declines.reopen(one, reason=TAKEN_BACK, by=by)
        notify.undone(*(f"given:{pk}" for pk in _last(one, "give")))
        return coordinators.restore(one, to=done[one.number], by=by)

    return _each(versions, undo, by=by, waiting=False)


def _last(one: TTARequest, kind: str) -> list[UUID]:
    """Return the id of the line that the bulk act added to the timeline, which names its notices."""
    return [made.pk for made in Entry.objects.of_request(one.pk).of_kind(kind)[:1]]


def _each(
    shown: Mapping[str, int],
    act: Callable[[TTARequest], TTARequest],
    *,
    by: Actor,
    waiting: bool = True,
) -> Outcome:
    outcome = Outcome()
    seen = requests.visible_to(by).numbered_among(shown)
    found = {one.number: one for one in (seen.undecided() if waiting else seen).for_step()}
    for number, version in shown.items():
        one = found.get(number)
        if one is None or one.version != version:
            outcome.left[number] = GONE if one is None else CHANGED
            continue
        before = one.owner_id
        try:
            with atomic_savepoint:  # a refused request doesn't undo the others
                now = act(one)
        except DomainError as refused:
            outcome.left[number] = str(refused)
            continue
        outcome.done[number], outcome.versions[number] = before, now.version
    return outcome
