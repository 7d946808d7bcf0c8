"""Commitments made without a request: adding one, its page, and its steps."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from engagements import policies
from engagements.actions import commitments
from engagements.forms import add_refusal
from engagements.forms.commitments import FinishForm, NewDateForm, SiteCommitmentForm
from engagements.models import Commitment
from engagements.presenters import commitments as shown
from engagements.querysets.commitments import versions_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import DomainError
from foundation.workflow.nonces import single_submit
from sites.models import Site


@access(P.COMMITMENT_KEEP)
@single_submit
def add(request: PortalRequest) -> HttpResponse:
    """Add a commitment without a request at one of the actor's sites; ``?site=`` fills in which."""
    sites = _sites(request)
    form = SiteCommitmentForm(
        request.POST or None, sites=sites, initial={"site": request.GET.get("site", "")}
    )
    if form.is_valid():
        values = dict(form.cleaned_data)
        owner_id = request.actor.user_id if values.pop("mine") else None
        try:
            made = commitments.add(
                values.pop("site"), **values, owner_id=owner_id, by=request.actor
            )
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            return redirect_with_message(
                request, "Commitment added.", "engagements:commitment", made.pk
            )
    context = {"form": form, "heading": "Add commitment"}
    return page(request, "engagements/commitment_form.html", context)


@access(P.SITE_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one commitment without a request: its facts, former dates with reasons, and its steps."""
    found = _fetch(request, pk)
    may = policies.can_keep_commitments(request.actor, found.site_id)
    context = {
        "site": found.site,
        "commitment": found,
        "shown": shown.page_of(found, versions_of(found), may_keep=may),
    }
    return page(request, "engagements/commitment.html", context)


@access(P.COMMITMENT_KEEP)
@single_submit
def finish(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Mark a commitment as done, with a line of evidence."""
    found = _kept(request, pk)
    form = FinishForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            commitments.complete(found, **form.cleaned_data, by=request.actor)
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            return _done(request, found, "Commitment marked as done.")
    return _ask(request, found, form, "Mark as done")


@access(P.COMMITMENT_KEEP)
@single_submit
def change_date(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Give a commitment a new due date, with a reason."""
    found = _kept(request, pk)
    form = NewDateForm(request.POST or None, commitment=found, initial={"due_on": found.due_on})
    if form.is_valid():
        try:
            commitments.change_date(found, **form.cleaned_data, by=request.actor)
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            return _done(request, found, "Date changed.")
    return _ask(request, found, form, "Set a new date")


@access(P.COMMITMENT_KEEP)
@require_POST
@single_submit
def reopen(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Undo "done"."""
    found = _kept(request, pk)
    commitments.reopen(found, by=request.actor)
    return _done(request, found, "Commitment reopened.")


def _sites(request: PortalRequest) -> QuerySet[Site]:
    """Return the sites whose commitments the actor keeps."""
    if request.actor.sites_for(P.COMMITMENT_KEEP) == frozenset():
        raise PermissionDenied
    return Site.objects.where_allowed(request.actor, P.COMMITMENT_KEEP).by_name()


def _fetch(request: PortalRequest, pk: UUID) -> Commitment:
    found = Commitment.objects.visible_to(request.actor).without_request().for_page()
    return get_object_or_404(found, pk=pk)


def _kept(request: PortalRequest, pk: UUID) -> Commitment:
    found = _fetch(request, pk)
    if not policies.can_keep_commitments(request.actor, found.site_id):
        raise PermissionDenied
    return found


def _ask(request: PortalRequest, found: Commitment, form: forms.Form, heading: str) -> HttpResponse:
    context = {"site": found.site, "commitment": found, "form": form, "heading": heading}
    return page(request, "engagements/commitment_form.html", context)


def _done(request: PortalRequest, found: Commitment, sentence: str) -> HttpResponse:
    return redirect_with_message(request, sentence, "engagements:commitment", found.pk)
