"""Review a resource, share a site's with everyone, and give one another owner."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.calendars import clock
from foundation.workflow.nonces import single_submit
from library import policies
from library.actions import owners, sharing
from library.forms import OwnerForm, ReviewForm, ShareForm
from library.querysets import owners_of
from library.views.resources import ask, fetch, next_year

SHARED = (
    "Every site, provider, and federal partner will be able to read the title, the summary, and the file or link. Leave "
    "out what only {} should know. The site's own copy will be archived. To take this back, archive the shared one and "
    "restore the site's."
)


@signed_in
@single_submit
def review(request: PortalRequest, slug: str) -> HttpResponse:
    """Say that a resource is still right, and when to look at it again."""
    resource = fetch(request, slug)
    if not policies.can_review(request.actor, resource):
        raise PermissionDenied
    return ask(
        request,
        resource,
        ReviewForm(request.POST or None, initial={"review_by": next_year()}),
        heading="Review resource",
        button="It's still right",
        says="Open it and check that it's still right. If it isn't, edit, replace, or archive it.",
        act=lambda values, version: owners.review(
            resource, **values, version=version, by=request.actor
        ),
        done="Review saved.",
    )


@signed_in
@single_submit
def share(request: PortalRequest, slug: str) -> HttpResponse:
    """Move a site's resource to everyone who signs in."""
    resource = fetch(request, slug)
    if not policies.can_share(request.actor, resource):
        raise PermissionDenied
    initial = {"title": resource.title, "summary": resource.summary, "review_by": next_year()}
    return ask(
        request,
        resource,
        ShareForm(request.POST or None, initial=initial),
        heading="Share with everyone",
        says=SHARED.format(resource.site),
        act=lambda values, version: sharing.share(
            resource, **values, version=version, by=request.actor
        ),
        done="Resource shared with everyone. You own it, and we'll remind you to review it.",
    )


@signed_in
@single_submit
def owner(request: PortalRequest, slug: str) -> HttpResponse:
    """Give a resource another owner."""
    resource = fetch(request, slug)
    if not policies.can_manage(request.actor, resource):
        raise PermissionDenied
    return ask(
        request,
        resource,
        OwnerForm(request.POST or None, people=owners_of(resource, clock.now())),
        heading="Change owner",
        act=lambda values, version: owners.give(
            resource, **values, version=version, by=request.actor
        ),
        done="Owner changed.",
    )
