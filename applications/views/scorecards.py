"""The reviewers of an application: name one, end it, and submit the scores of one's own."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from applications import policies, querysets
from applications.actions import reviewers, scorecards
from applications.forms.scorecards import RemoveReviewerForm, ReviewerForm, ScorecardForm
from applications.models import Application, Criterion, Reviewer
from applications.presenters.reviews import page_of
from applications.presenters.scorecards import Comparison, comparison_of
from applications.views.rounds import ask
from foundation.accounts.access import access, signed_in
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.workflow.nonces import single_submit


@access(P.APPLICATION_MANAGE)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Name a reviewer of an application."""
    found = fetch(request, pk)
    if not policies.can_name_reviewers(request.actor, found):
        raise PermissionDenied
    return ask(
        request,
        ReviewerForm(request.POST or None),
        heading="Add a reviewer",
        says="We notify the person. They can read this application until it's decided, and submit scores once.",
        act=lambda values, _version: reviewers.name(found, **values, by=request.actor),
        done="Reviewer added.",
        back=reverse("applications:detail", args=[pk]),
        about=str(found),
    )


@access(P.APPLICATION_MANAGE)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """End a person's review before they have submitted scores."""
    seen = Reviewer.objects.visible_to(request.actor).select_related("application__round", "person")
    reviewer = get_object_or_404(seen, pk=pk)
    if not policies.can_remove(request.actor, reviewer):
        raise PermissionDenied
    return ask(
        request,
        RemoveReviewerForm(sent(request)),
        heading="Remove reviewer",
        says=f"{reviewer.person.name} can no longer read or score this application.",
        act=lambda _values, _version: reviewers.remove(reviewer, by=request.actor),
        done="Reviewer removed.",
        back=reverse("applications:detail", args=[reviewer.application_id]),
        about=str(reviewer.application),
    )


@signed_in
@single_submit
def score(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show an application to its reviewer: to score it, and then with the others' scores."""
    found, actor = fetch(request, pk), request.actor
    if querysets.reviewer_of(actor, found) is None:
        raise PermissionDenied
    may_score = policies.can_score(actor, found)
    form = ScorecardForm(request.POST or None, criteria=Criterion.objects.in_use())
    return asking.ask(
        request,
        "applications/score.html",
        form,
        act=lambda values, _version: scorecards.submit(
            found, points=form.points(), note=values["note"], by=actor
        ),
        done="Scores submitted.",
        back=reverse("applications:score", args=[pk]),
        context={
            "application": found,
            "may_score": may_score,
            "comparison": compare(actor, found),
            "shown": page_of(
                found,
                answers=querysets.answers(pk),
                levels=querysets.levels(pk),
                letters=querysets.letters(pk),
                steps=(),
                actions=(),
            ),
        },
    )


def compare(actor: Actor, found: Application) -> Comparison:
    """Return the scores of an application side by side, as far as the actor may read them."""
    reviewers = querysets.reviewers(actor, found)
    removable = policies.can_name_reviewers(actor, found)
    return comparison_of(
        reviewers,
        querysets.scorecards(actor, found),
        querysets.criteria(),
        may_remove=[r for r in reviewers if removable and policies.can_remove(actor, r)],
    )


def fetch(request: PortalRequest, pk: UUID) -> Application:
    """Return an application that the reader may read."""
    rows = Application.objects.visible_to(request.actor).for_list()
    return get_object_or_404(rows, pk=pk)
