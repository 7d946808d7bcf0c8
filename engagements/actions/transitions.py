"""Take a step of an engagement by its name, for both the pages and the API."""

from collections.abc import Callable, Mapping
from typing import Any

from engagements.actions import begin, change, finish
from engagements.models import Engagement
from foundation.accounts.actors import Actor

ACTS: Mapping[str, Callable[..., Engagement]] = {
    "begin-onboarding": begin.onboarding,
    "activate": begin.activate,
    "suspend": change.suspend,
    "resume": change.resume,
    "extend": change.extend,
    "close": finish.close,
    "graduate": finish.graduate,
    "start-operations": finish.start_operations,
    "become-alumni": finish.become_alumni,
    "withdraw": change.withdraw,
}


def take(engagement: Engagement, step: str, *, values: Mapping[str, Any], by: Actor) -> Engagement:
    """Take a step of an engagement by its name.

    Arguments:
        engagement: visible to the actor.
        step: a key of ``ACTS``.
        values: the clean values of the step's form.
        by: the person who takes it.

    Returns:
        The engagement, or the one it led to.
    """
    return ACTS[step](engagement, **values, by=by)
