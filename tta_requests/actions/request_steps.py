"""List every step a person can take, by name, for both the pages and the API."""

from collections.abc import Callable, Mapping
from typing import Any

from foundation.accounts.actors import Actor
from foundation.workflow.errors import Refused
from tta_requests.actions import declines, deliveries, drafts, pauses, triage
from tta_requests.models import TTARequest

# Steps that need more than the request and a form are not here: an offer, a signature, a provider's answer.
ACTS: Mapping[str, Callable[..., TTARequest]] = {
    "submit": drafts.submit,
    "acknowledge": triage.acknowledge,
    "match": triage.match,
    "recall": triage.recall,
    "confirm": triage.confirm,
    "ask": pauses.ask,
    "answer": pauses.answer,
    "hold": pauses.hold,
    "resume": pauses.resume,
    "decline": declines.decline,
    "reopen": declines.reopen,
    "start-delivery": deliveries.start,
    "deliver": deliveries.report,
    "dispute": deliveries.dispute,
    "confirm-delivery": deliveries.confirm,
    "withdraw": triage.withdraw,
}


def take(tta_request: TTARequest, step: str, *, values: Mapping[str, Any], by: Actor) -> TTARequest:
    """Take a step of a request by its name.

    Arguments:
        tta_request: visible to the actor.
        step: a key of ``ACTS``.
        values: the clean values of the step's form (``forms.STEP_FORMS``); empty where it has none.
        by: the person who takes it.

    Raises:
        Refused: when the step is not one of these, or a guard refuses it.
    """
    act = ACTS.get(step)
    if act is None:
        raise Refused("This step has its own page. Open it from the request's page.")
    return act(tta_request, **values, by=by)
