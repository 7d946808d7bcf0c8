"""API resources of a request's steps: which ones the caller can take, and taking one by its name."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from tta_requests import policies
from tta_requests.actions import deliveries, triage
from tta_requests.actions.request_steps import ACTS, take
from tta_requests.api.fetching import REQUEST
from tta_requests.enums import LIFECYCLE
from tta_requests.forms import STEP_FORMS, CorrectDeliveryForm, OfferForm
from tta_requests.forms.request_steps import LetterForm, form_of
from tta_requests.models import TTARequest
from tta_requests.serializers.input import DeliveryCorrection, StepBody
from tta_requests.serializers.output import RequestOut, StepOut

OFFER = "offer"
NAMES = (*ACTS, OFFER)
NOTHING_SENT = "This step doesn't take this value. Leave it out."


class Steps(Resource):
    """The steps of a request."""

    access = P.REQUEST_VIEW
    outputs = {"GET": (200, page_of(StepOut))}

    def get(self, call: Call, number: str) -> Response:
        """List the steps your role includes in the request's current status, and why any is refused."""
        tta_request = REQUEST.fetch(call, number)
        return unpaged(list(_steps(call, tta_request)), StepOut)


class Step(Resource):
    """A step."""

    changes = SIGNED_IN
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=NAMES),)
    inputs = {"POST": StepBody}
    outputs = {"POST": (200, RequestOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, number: str, name: str) -> Response:
        """Take a step by its name, with the values it needs; the answer is the request afterward."""
        if name not in NAMES:
            raise Http404
        tta_request, _ = REQUEST.based(
            call, number, lambda actor, found: policies.can_take(actor, found, name)
        )
        _take(call, tta_request, name, read(call, StepBody))
        return REQUEST.shown(call, number)


class DeliveryCorrections(Resource):
    """Corrections of a delivery."""

    changes = P.REQUEST_VIEW
    inputs = {"POST": DeliveryCorrection}
    outputs = {"POST": (200, RequestOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, number: str) -> Response:
        """Correct how many people were trained; the answer is the request afterward."""
        tta_request, version = REQUEST.based(call, number, policies.can_correct_delivery)
        sent = as_typed(read(call, DeliveryCorrection))
        values = clean(CorrectDeliveryForm(sent, tta_request=tta_request))
        deliveries.correct(tta_request, **values, version=version, by=call.actor)
        return REQUEST.shown(call, number)


def _take(call: Call, tta_request: TTARequest, name: str, sent: dict[str, Any]) -> None:
    if name == OFFER:
        run = triage.ranking_for(tta_request)
        candidates = [(row["provider"], row["name"]) for row in run.ranking]
        form = OfferForm(as_typed(_expected(sent, OfferForm)), candidates=candidates)
        triage.offer_to(tta_request, run=run, **clean(form), by=call.actor)
    elif name in STEP_FORMS:
        typed = as_typed(_expected(sent, STEP_FORMS[name]))
        step_form = form_of(name, typed, tz=tta_request.site.time_zone)
        if isinstance(step_form, LetterForm) and not step_form.is_valid():
            _show_letter(step_form)
        take(tta_request, name, values=clean(step_form), by=call.actor)
    else:
        if sent:
            raise ValidationError({key: [NOTHING_SENT] for key in sent})
        take(tta_request, name, values={}, by=call.actor)


def _expected(sent: dict[str, Any], form: Any) -> dict[str, Any]:
    """Return what was sent, if the step takes all of it.

    Raises:
        ValidationError: for a value that belongs to another step.
    """
    strange = [name for name in sent if name not in form.base_fields]
    if strange:
        raise ValidationError({key: ["This step doesn't take this value."] for key in strange})
    return sent


def _show_letter(form: LetterForm) -> None:
    """Report a letter left empty as an error that holds the draft made from its reasons, to edit and send."""
    put_together = str(form["text"].value() or "")
    if "text" in form.errors and "reasons" not in form.errors:
        raise ValidationError({"text": [f"{form.errors['text'][0]}\n\n{put_together}"]})


def _steps(call: Call, tta_request: TTARequest) -> Iterator[dict[str, Any]]:
    found = LIFECYCLE.choices(tta_request, call.actor, policies.GUARDS)
    rows = {row.name: (row, refusal) for row, refusal in found}
    if policies.can_acknowledge(call.actor, tta_request) and "acknowledge" not in rows:
        rows["acknowledge"] = next((row, "") for row in LIFECYCLE.rows if row.name == "acknowledge")
    for name, (row, refusal) in rows.items():
        if name in NAMES:
            form = OfferForm if name == OFFER else STEP_FORMS.get(name)
            yield {
                "name": name,
                "label": row.words,
                "is_open": not refusal,
                "refusal": refusal,
                "needs_reason": row.reason_required,
                "asks": list(form.base_fields) if form else [],
            }
