"""The review of applications: the list, one application, and the steps of its review."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from applications import policies, querysets
from applications.actions import reviews, selections
from applications.forms.reviews import FindForm, form_of_step
from applications.models import Application
from applications.presenters.reviews import lines_of, page_of
from applications.views.rounds import ask
from applications.views.scorecards import compare, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import Act, sent
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit

MAX_ROWS = 100


@access(P.APPLICATION_MANAGE)
def listing(request: PortalRequest) -> HttpResponse:
    """List what was submitted, newest first; likely junk apart."""
    form = FindForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = querysets.review_list(
        request.actor,
        words=wanted.get("q", ""),
        status=wanted.get("status", ""),
        junk=bool(wanted.get("junk")),
    )
    rows = list(found[: MAX_ROWS + 1])
    context = {
        "form": form,
        "lines": lines_of(rows[:MAX_ROWS]),
        "is_cut": len(rows) > MAX_ROWS,
        "most": MAX_ROWS,
    }
    return page(request, "applications/listing.html", context)


@access(P.APPLICATION_MANAGE)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show an application to the staff, with the steps they may take."""
    found = fetch(request, pk)
    conflict = policies.is_anothers_agency(request.actor, found)
    context = {
        "application": found,
        "shown": page_of(
            found,
            answers=querysets.answers(pk),
            levels=querysets.levels(pk),
            letters=querysets.letters(pk),
            steps=querysets.steps(pk),
            actions=policies.steps_open_to(request.actor, found),
            site=querysets.site_of(found),
            others=querysets.others_of(request.actor, found),
        ),
        "conflict": "" if conflict is True else conflict,
        "comparison": compare(request.actor, found),
        "scores_wait": policies.can_score(request.actor, found),
        "may_name": policies.can_name_reviewers(request.actor, found),
    }
    return page(request, "applications/detail.html", context)


@access(P.APPLICATION_MANAGE)
@single_submit
def step(request: PortalRequest, pk: UUID, step: str) -> HttpResponse:
    """Take a step of the review, move an application to or from the junk, or mail it again."""
    found = fetch(request, pk)
    if step not in policies.STEPS:
        raise Http404
    labels = dict(policies.steps_open_to(request.actor, found))
    if step not in labels:
        raise PermissionDenied
    site = querysets.site_of(found) if step == "select" else None
    form = form_of_step(step, sent(request), has_site=site is not None)
    return ask(
        request,
        form,
        heading=labels[step],
        says=RETURNS.format(site) if site else SAYS.get(step, ""),
        act=_act(request, found, step),
        done=DONE[step],
        back=reverse("applications:detail", args=[pk]),
        about=str(found),
        version=found.version,
    )


SAYS = {
    "select": "We add the site with its engagement, lead agency, and first 90 days' commitments, invite the agency's "
    "contact as point of contact, and email the decision.",
    "decline": "We email the decision to the agency.",
    "defer": "We email the agency that its application is kept for the next cohort.",
    "resend": "We email the agency again where its application is.",
}
DONE = {
    "start-review": "Review started.",
    "reconsider": "Review started again.",
    "select": "Agency selected. We'll email the decision.",
    "decline": "Agency not selected. We'll email the decision.",
    "defer": "Application deferred. We'll email the agency.",
    "junk": "Application moved to likely junk.",
    "not-junk": "Application moved back to the list.",
    "resend": "We'll email the decision again.",
}
RETURNS = (
    "The agency's site is {}. We open its next engagement there, invite the agency's contact if the seat is vacant, "
    "and email the decision."
)


def _act(request: PortalRequest, found: Application, step: str) -> Act:
    by = request.actor
    if step in {"junk", "not-junk"}:
        return lambda _values, version: reviews.sort(
            found, is_likely_junk=step == "junk", version=version, by=by
        )
    if step == "select":
        return lambda values, version: selections.select(found, **values, version=version, by=by)
    if step == "resend":
        return lambda _values, version: reviews.resend(found, version=version, by=by)
    return lambda values, version: reviews.take(
        found, step, reason=values.get("reason", ""), version=version, by=by
    )
