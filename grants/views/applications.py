"""A site's grants, one application, and how it is put on the list and changed."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import asking
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from grants import policies
from grants.actions import applications
from grants.forms.applications import AddForm, AwardForm, ChangeForm
from grants.models import GrantApplication, GrantStep, LandscapeReview, Opportunity
from grants.presenters import committees as committee_shown
from grants.presenters.applications import lines_of, page_of
from grants.querysets.committees import committee_of, next_of
from sites.models import Site
from sites.policies import can_enter
from sites.presenters.tabs import tabs_of
from sites.views.team import enterable

AWARD = ("amount_awarded", "award_number", "award_starts_on", "award_ends_on")


@access(P.SITE_VIEW)
def of_site(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a site's applications and awards, its committee, and its landscape reviews."""
    site, actor = enterable(request, slug, can_enter), request.actor
    may_keep = policies.can_keep(actor, site.pk)
    committee, now = committee_of(actor, site), clock.now()
    rows = GrantApplication.objects.visible_to(actor).of_site(site.pk).for_page()
    reviews = LandscapeReview.objects.visible_to(actor).of_site(site.pk).newest_first()
    context = {
        "site": site,
        "tabs": tabs_of(site, actor, request.path),
        "lines": lines_of(rows.newest_first()),
        "committee": committee,
        "next": committee_shown.next_of(committee, next_of(committee), now) if committee else "",
        "reviews": committee_shown.reviews_of(reviews, may_keep=may_keep),
        "may_keep": may_keep,
    }
    return page(request, "grants/site.html", context)


@access(P.SITE_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one application with its award."""
    found, actor = fetch(request, pk), request.actor
    steps = GrantStep.objects.visible_to(actor).of_application(pk)
    context = {
        "application": found,
        "site": found.site,
        "shown": page_of(found, offered=policies.steps_open_to(actor, found), steps=steps),
        "may_change": policies.can_change(actor, found),
        "may_change_award": policies.can_change_award(actor, found),
    }
    return page(request, "grants/application.html", context)


@access(P.GRANT_KEEP)
@single_submit
def add(request: PortalRequest, slug: str) -> HttpResponse:
    """Put a grant on a site's list."""
    site = fetch_kept_site(request, slug)
    listed = Opportunity.objects.visible_to(request.actor).not_closed(clock.now()).latest_first()
    initial = {"opportunity": request.GET.get("opportunity", "")}
    return asking.ask(
        request,
        "grants/form.html",
        AddForm(request.POST or None, listed=listed, initial=initial),
        act=lambda values, _version: applications.add(site, **values, by=request.actor),
        done="Grant added to the site's list.",
        back=reverse("grants:of-site", args=[site.slug]),
        then=GrantApplication.get_absolute_url,
        context={"heading": "Consider a grant", "about": site.name},
    )


@access(P.GRANT_KEEP)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change what an application asks for."""
    found = fetch(request, pk)
    if not policies.can_change(request.actor, found):
        raise PermissionDenied
    initial = {name: getattr(found, name) for name in ChangeForm.base_fields}
    return ask(
        request,
        found,
        ChangeForm(request.POST or None, initial=initial),
        heading="Change application",
        act=lambda values, version: applications.change(
            found, **values, version=version, by=request.actor
        ),
        done="Application changed.",
        version=found.version,
    )


@access(P.GRANT_KEEP)
@single_submit
def change_award(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct an award, or complete it."""
    found = fetch(request, pk)
    if not policies.can_change_award(request.actor, found):
        raise PermissionDenied
    return ask(
        request,
        found,
        AwardForm(request.POST or None, initial={name: getattr(found, name) for name in AWARD}),
        heading="Change award",
        act=lambda values, version: applications.change_award(
            found, **values, version=version, by=request.actor
        ),
        done="Award changed.",
        version=found.version,
    )


def fetch(request: PortalRequest, pk: UUID) -> GrantApplication:
    """Return an application of one of the reader's sites."""
    found: GrantApplication = get_object_or_404(
        GrantApplication.objects.visible_to(request.actor).for_page(), pk=pk
    )
    return found


def fetch_kept_site(request: PortalRequest, slug: str) -> Site:
    """Return a site whose grants the reader keeps."""
    return enterable(request, slug, lambda actor, site: policies.can_keep(actor, site.pk))


def ask(
    request: PortalRequest,
    found: GrantApplication,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: str,
    says: str = "",
    version: int = 0,
) -> HttpResponse:
    """Show a form about an application; act once it is valid, and go on to the application's page."""
    return asking.ask(
        request,
        "grants/form.html",
        form,
        act=act,
        done=done,
        back=found.get_absolute_url(),
        version=version,
        context={"heading": heading, "says": says, "about": found.name},
    )
