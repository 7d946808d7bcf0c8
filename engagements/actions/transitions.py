"""Take a step of an engagement by its name, for both the pages and the API."""

from collections.abc import Callable, Mapping
from typing import Any

from engagements.actions import (
    announcements,
    engagements,
    graduations,
    reinstatements,
    steps,
    suspensions,
)
from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.versions import check_version

ACTS: Mapping[str, Callable[..., Engagement]] = {
    "announce": announcements.announce,
    "begin-onboarding": engagements.begin_onboarding,
    "activate": engagements.activate,
    "suspend": suspensions.suspend,
    "resume": suspensions.resume,
    "extend": engagements.extend,
    "close": engagements.close,
    "graduate": graduations.graduate,
    "start-operations": graduations.start_operations,
    "become-alumni": graduations.become_alumni,
    "withdraw": engagements.withdraw,
    "undo-withdrawal": reinstatements.undo_withdrawal,
    "undo-graduation": reinstatements.undo_graduation,
    "undo-alumni": reinstatements.undo_alumni,
}


@atomic_savepoint
def take(
    engagement: Engagement,
    step: str,
    *,
    values: Mapping[str, Any],
    version: int | str | None = None,
    by: Actor,
) -> Engagement:
    """Take a step of an engagement by its name.

    Arguments:
        engagement: visible to the actor.
        step: a key of ``ACTS``.
        values: the clean values of the step's form.
        version: the version the caller has read, compared once the engagement is locked; None where none is
            compared: the table of transitions refuses there what no longer fits.
        by: the person who takes it.

    Returns:
        The engagement, or the one it led to.

    Raises:
        StaleEdit: when someone took a step since that version.
        As each of ``ACTS``.
    """
    if version is not None:
        check_version(steps.lock(engagement.pk, by=by), version)
    return ACTS[step](engagement, **values, by=by)
