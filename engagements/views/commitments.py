"""Commitments made without a request: adding one, its page, and its steps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from engagements import policies
from engagements.actions import commitments
from engagements.forms.commitments import (
    AssignForm,
    CancelCommitmentForm,
    FinishForm,
    NewDateForm,
    SiteCommitmentForm,
)
from engagements.models import Commitment, origins
from engagements.presenters import commitments as shown
from engagements.querysets.commitments import versions_of
from engagements.querysets.owners import people_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import Done, ask, sent
from foundation.ui.pages import page
from foundation.ui.redirects import onward, redirect_with_message
from foundation.workflow.nonces import single_submit
from sites.models import Site
from sites.models.places import SiteQuerySet


@access(P.COMMITMENT_KEEP)
@single_submit
def add(request: PortalRequest) -> HttpResponse:
    """Add a commitment without a request at one of the actor's sites.

    ``?site=`` fills in which, and ``?origin=recommendation:<id>`` names what it comes from.
    """
    sites, origin = sites_kept(request), asked_origin(request)
    asked = origin.site.slug if origin else request.GET.get("site", "")
    site = sites.named(asked).first()
    if origin and site is None:
        raise PermissionDenied
    people = people_of(site, clock.now(), also=request.actor.user_id) if site else None
    form = SiteCommitmentForm(
        request.POST or None,
        sites=sites.named(asked) if site else sites,
        people=people,
        initial={"site": asked},
    )

    def act(values: dict[str, Any], _version: str | None) -> Commitment:
        owner = values.pop("owner", None)
        owner_id = request.actor.user_id if values.pop("mine", False) else owner and owner.pk
        return commitments.add(
            values.pop("site"), **values, owner_id=owner_id, origin=origin, by=request.actor
        )

    return ask(
        request,
        "engagements/commitment_form.html",
        form,
        act=act,
        done="Commitment added.",
        back=reverse("dashboards:commitments"),
        then=_address,
        context={"heading": "Add commitment", "origin": origin and origin.title},
    )


@access(P.SITE_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one commitment without a request: its facts, former dates with reasons, and its steps."""
    found = _fetch(request, pk)
    context = {
        "site": found.site,
        "commitment": found,
        "shown": shown.page_of(found, versions_of(found), request.actor),
    }
    return page(request, "engagements/commitment.html", context)


@access(P.SITE_VIEW)
@single_submit
def finish(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Mark a commitment as done, with a line of evidence."""
    found = _kept(request, pk)
    form = FinishForm(sent(request))
    if not form.is_bound:
        commitments.check_open(found)
    return _ask(
        request, found, form, "Mark as done", commitments.complete, "Commitment marked as done."
    )


@access(P.COMMITMENT_KEEP)
@single_submit
def assign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Make another person responsible for a commitment, or no one person."""
    found = _kept(request, pk)
    if not policies.can_keep_commitments(request.actor, found.site_id):
        raise PermissionDenied
    people = people_of(found.site, clock.now(), also=request.actor.user_id)
    form = AssignForm(request.POST or None, people=people, initial={"owner": found.owner_id})

    return _ask(
        request,
        found,
        form,
        "Choose an owner",
        lambda of, owner, **more: commitments.assign(of, owner_id=owner and owner.pk, **more),
        lambda _done: (
            f"{form.cleaned_data['owner'].name} is now the owner."
            if form.cleaned_data["owner"]
            else "The commitment has no owner now."
        ),
    )


@access(P.SITE_VIEW)
@single_submit
def change_date(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Give a commitment a new due date, with a reason."""
    found = _kept(request, pk)
    form = NewDateForm(request.POST or None, commitment=found, initial={"due_on": found.due_on})
    return _ask(request, found, form, "Set a new date", commitments.change_date, "Date changed.")


@access(P.COMMITMENT_KEEP)
@single_submit
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Cancel a commitment, such as one added in error, with a reason."""
    found = _kept(request, pk)
    if not policies.can_keep_commitments(request.actor, found.site_id):
        raise PermissionDenied
    form = CancelCommitmentForm(sent(request))
    if not form.is_bound:
        commitments.check_open(found)
    return _ask(
        request, found, form, "Cancel commitment", commitments.cancel, "Commitment canceled."
    )


@access(P.SITE_VIEW)
@require_POST
@single_submit
def reopen(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Undo "done"."""
    found = _kept(request, pk)
    commitments.reopen(found, version=request.POST.get("version"), by=request.actor)
    return redirect_with_message(request, "Commitment reopened.", _address(found))


@access(P.COMMITMENT_KEEP)
@require_POST
@single_submit
def remind(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Send the owner of a commitment a reminder, once a day."""
    found = _kept(request, pk)
    commitments.remind(found, by=request.actor)
    to = onward(request, request.POST.get("next", ""), _address(found))
    return redirect_with_message(request, f"We're sending {found.owner} a reminder.", to)


def sites_kept(request: PortalRequest) -> SiteQuerySet:
    """Return the sites whose commitments the actor keeps."""
    if request.actor.sites_for(P.COMMITMENT_KEEP) == frozenset():
        raise PermissionDenied
    return Site.objects.where_allowed(request.actor, P.COMMITMENT_KEEP).by_name()


def asked_origin(request: PortalRequest) -> origins.Origin | None:
    """Return what the query string names as origin; 404 if the reader can't read it."""
    asked = request.GET.get("origin", "")
    found = origins.find(request.actor, asked) if asked else None
    if asked and found is None:
        raise Http404
    return found


def _fetch(request: PortalRequest, pk: UUID) -> Commitment:
    found = Commitment.objects.visible_to(request.actor).without_request().for_page()
    return get_object_or_404(found, pk=pk)


def _kept(request: PortalRequest, pk: UUID) -> Commitment:
    found = _fetch(request, pk)
    if not policies.can_change_commitment(request.actor, found):
        raise PermissionDenied
    return found


def _ask(
    request: PortalRequest,
    found: Commitment,
    form: forms.Form,
    heading: str,
    act: Callable[..., object],
    done: Done,
) -> HttpResponse:
    return ask(
        request,
        "engagements/commitment_form.html",
        form,
        act=lambda values, version: act(found, **values, version=version, by=request.actor),
        done=done,
        back=_address(found),
        version=found.version,
        context={
            "site": found.site,
            "commitment": found,
            "now": shown.now_of(found),
            "heading": heading,
        },
    )


def _address(found: Commitment) -> str:
    return reverse("engagements:commitment", args=[found.pk])
