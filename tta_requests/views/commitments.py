"""Commitments on a request, and hours worked on it."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from engagements.actions import commitments as of_sites
from engagements.forms.commitments import CancelCommitmentForm
from engagements.models import Commitment
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.redirects import onward, redirect_with_message
from foundation.workflow.errors import InvalidInput
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import commitments, late_hours
from tta_requests.errors import HoursCorrected
from tta_requests.forms import CommitmentForm, CorrectHoursForm, HoursForm, LateHoursForm
from tta_requests.models import HoursEntry, TTARequest
from tta_requests.presenters.commitments import logged, worked
from tta_requests.querysets import requests
from tta_requests.querysets.workers import workers_of
from tta_requests.views.fetching import ask, fetch

if TYPE_CHECKING:
    from tta_requests.querysets.columns import WorkedRequest


@access(P.COMMITMENT_KEEP)
@single_submit
def add(request: PortalRequest, number: str) -> HttpResponse:
    """Add a commitment: who owes what by when."""
    tta_request = fetch(request, number)
    _require(policies.can_keep_commitments(request.actor, tta_request))
    return ask(
        request,
        tta_request,
        CommitmentForm(request.POST or None, tz=tta_request.site.time_zone),
        template="commitment_form",
        heading="Add commitment",
        act=lambda values, _version: commitments.add(tta_request, **values, by=request.actor),
        done="Commitment added. We'll send a reminder before it's due.",
        fragment="work",
    )


@access(P.INBOX_VIEW)
@require_POST
@single_submit
def complete(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Mark a commitment as done: its owner, or who keeps those of its request or site."""
    found = Commitment.objects.visible_to(request.actor).for_notice()
    commitment = get_object_or_404(found, pk=pk)
    tta_request = commitment.request
    if tta_request is None:
        of_sites.complete(commitment, by=request.actor)
        otherwise = commitment.site.get_absolute_url()
    else:
        _require(policies.can_keep_commitments(request.actor, tta_request))
        commitments.complete(commitment, by=request.actor)
        otherwise = f"{tta_request.get_absolute_url()}#work"
    to = onward(request, request.POST.get("next", ""), otherwise)
    return redirect_with_message(request, "Commitment marked as done.", to)


@access(P.COMMITMENT_KEEP)
@single_submit
def cancel(request: PortalRequest, number: str, pk: UUID) -> HttpResponse:
    """Cancel a commitment of a request, such as one added in error, with a reason."""
    tta_request = fetch(request, number)
    found = Commitment.objects.visible_to(request.actor).of_request(tta_request.pk)
    commitment = get_object_or_404(found.select_related("site"), pk=pk)
    _require(policies.can_keep_commitments(request.actor, tta_request))
    form = CancelCommitmentForm(sent(request))
    if not form.is_bound:
        of_sites.check_open(commitment)
    return ask(
        request,
        tta_request,
        form,
        part=commitment.text,
        heading="Cancel commitment",
        act=lambda values, version: commitments.cancel(
            commitment, **values, version=version, by=request.actor
        ),
        done="Commitment canceled.",
        fragment="work",
        version=commitment.version,
    )


@access(P.REQUEST_VIEW)
@single_submit
def hours(request: PortalRequest, number: str) -> HttpResponse:
    """Show the hours of a request, with a form for the provider that works on it, and for DOJ staff once it ended."""
    tta_request = get_object_or_404(
        requests.with_work(requests.shown_to(request.actor).for_page()), number=number
    )
    if tta_request.is_draft or not policies.can_read_whole(request.actor, tta_request):
        raise Http404
    is_late = policies.can_add_late_hours(request.actor, tta_request)
    may_log = is_late or policies.can_log_hours(request.actor, tta_request)
    if request.method == "POST":
        _require(may_log)
    form = _hours_form(request, tta_request, is_late=is_late)
    status = 200
    if form.is_valid():
        act = late_hours.add if is_late else commitments.log_hours
        try:
            act(tta_request, **form.cleaned_data, by=request.actor)
        except InvalidInput as refused:
            asking.add_refusal(form, refused)
            status = refused.status
        else:
            done = "Hours added." if is_late else "Hours logged."
            return redirect_with_message(request, done, "tta_requests:hours", number)
    entries = HoursEntry.objects.visible_to(request.actor).of_request(tta_request.pk)
    context: dict[str, Any] = {
        "tta_request": tta_request,
        "form": form if may_log else None,
        "is_late": is_late,
        "total": worked(cast("WorkedRequest", tta_request)),
        "rows": logged(
            entries,
            number,
            may_correct=policies.can_correct_hours(request.actor, tta_request),
        ),
    }
    return page(request, "tta_requests/hours_form.html", context, status=status)


def _hours_form(request: PortalRequest, tta_request: TTARequest, *, is_late: bool) -> HoursForm:
    known: dict[str, Any] = {
        "submitted_at": tta_request.submitted_at or tta_request.created_at,
        "tz": tta_request.site.time_zone,
    }
    if is_late:
        return LateHoursForm(sent(request), workers=workers_of(tta_request), **known)
    return HoursForm(sent(request), **known)


@access(P.REQUEST_VIEW)
@single_submit
def correct_hours(request: PortalRequest, number: str, pk: UUID) -> HttpResponse:
    """Correct hours that were logged wrong, with a reason."""
    seen = HoursEntry.objects.visible_to(request.actor).for_page()
    found = get_object_or_404(seen, pk=pk, request__number=number)
    _require(policies.can_correct_hours(request.actor, found.request))
    form = CorrectHoursForm(request.POST or None, entry=found)
    if not form.is_bound and HoursEntry.objects.correcting(pk).exists():
        raise HoursCorrected
    return asking.ask(
        request,
        "tta_requests/correct_hours.html",
        form,
        act=lambda values, _version: commitments.correct_hours(found, **values, by=request.actor),
        done="Hours corrected.",
        back=reverse("tta_requests:hours", args=[number]),
        context={
            "tta_request": found.request,
            "part": found.request.title,
            "heading": "Correct hours",
        },
    )


def _require(allowed: bool) -> None:  # noqa: FBT001 -- a predicate's answer
    if not allowed:
        raise PermissionDenied
