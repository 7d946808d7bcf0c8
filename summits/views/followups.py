"""The follow-up of a summit: what its notes led to, and the reviews after 30 and 90 days."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import followups
from summits.enums.followups import REVIEWS
from summits.forms.notes import ReviewForm
from summits.models import SessionNote, SummitStep
from summits.presenters import followups as shown
from summits.presenters.notes import lines_of
from summits.querysets.followups import counts_of, led_to
from summits.views.building import ask
from summits.views.summits import fetch_organized, fetch_planned


@signed_in
def board(request: PortalRequest, slug: str) -> HttpResponse:
    """Show what a summit led to: in numbers by site to organizers, and notes to the people of their sites."""
    actor, summit = request.actor, fetch_planned(request, slug)
    compares = policies.can_compare_sites(actor, summit)
    if not compares and not actor.may_anywhere(P.SITE_VIEW):
        raise PermissionDenied
    notes = list(SessionNote.objects.visible_to(actor).of_summit(summit.pk).for_page())
    context = {
        "summit": summit,
        "shown": shown.page_of(
            summit,
            steps=SummitStep.objects.visible_to(actor)
            .of_summit(summit.pk)
            .of_kinds(REVIEWS.values()),
            counts=counts_of(summit) if compares else None,
            notes=lines_of(notes, led_to(actor, [note.pk for note in notes]), actor.time_zone),
            may_record=policies.can_organize(actor, summit),
        ),
    }
    return page(request, "summits/followup.html", context)


@signed_in
@single_submit
def review(request: PortalRequest, slug: str, after: int) -> HttpResponse:
    """Record the review after 30 or 90 days."""
    summit = fetch_organized(request, slug)
    if summit.is_imported or after not in REVIEWS:
        raise Http404
    return ask(
        request,
        summit,
        ReviewForm(sent(request)),
        heading=f"Record the {after}-day review",
        then="summits:follow-up",
        act=lambda values, _version: followups.review(
            summit, after=after, **values, by=request.actor
        ),
        done="Review recorded.",
    )
