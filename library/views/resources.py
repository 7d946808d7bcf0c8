"""The list of resources, one resource, its file, and the forms that change it."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import access, public, signed_in
from foundation.accounts.http import PortalRequest, place_or_404
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.files import serve
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from library import policies
from library import presenters as shown
from library.actions import resources
from library.forms import ArchiveForm, ContentForm, DescriptionForm, FilterForm, ResourceForm
from library.models import Resource
from library.models.resources import PLACES
from library.querysets import (
    areas_on,
    file_of,
    for_page,
    names_of_areas,
    page_of_list,
    sites_for,
)


@public
def index(request: PortalRequest) -> HttpResponse:
    """List the resources that the reader may read, with a search and filters; visitors get the public ones."""
    actor, today, names = request.actor, clock.today(OFFICIAL_ZONE), names_of_areas()
    is_signed_in = actor.user_id is not None
    form = FilterForm(request.GET, areas=names, is_signed_in=is_signed_in)
    filters, place = form.asked(), place_or_404(PLACES, request.GET.get("after", ""))
    rows, has_older = page_of_list(actor, filters, today, place)
    after = PLACES.write(rows[-1]) if has_older else ""
    context = {
        "form": form,
        "is_filtered": bool(filters),
        "is_first": place is None,
        "is_signed_in": is_signed_in,
        "lines": shown.lines_of(rows, names, today, is_signed_in=is_signed_in),
        "next": shown.address_of(request.GET.dict(), after),
        "may_add": policies.can_add(actor),
        "may_decide": policies.can_decide(actor),
    }
    return page(request, "library/index.html", context)


@public
def detail(request: PortalRequest, slug: str) -> HttpResponse:
    """Show one resource: what it is for, its file or link, and whether it is up to date."""
    resource, actor = fetch(request, slug), request.actor
    today, file = clock.today(OFFICIAL_ZONE), file_of(request.actor, resource)
    context = {
        "resource": resource,
        "shown": shown.page_of(resource, file, actor, names_of_areas(), today),
    }
    return page(request, "library/resource.html", context)


@public
@require_safe
def download(request: PortalRequest, slug: str) -> HttpResponseBase:
    """Send a resource's latest file, always as a download."""
    file = file_of(request.actor, fetch(request, slug))
    if file is None:
        raise Http404
    return serve.attachment(file, method=str(request.method))


@access(P.RESOURCE_ADD)
@single_submit
def add(request: PortalRequest) -> HttpResponse:
    """Add a resource."""
    audiences, sites = policies.audiences_of(request.actor), sites_for(request.actor)
    usual = {"review_by": next_year(), "audience": audiences[0], "site": sites.only_one()}
    form = ResourceForm(
        request.POST or None,
        request.FILES or None,
        initial=usual,
        areas=areas_on(clock.today(OFFICIAL_ZONE)),
        audiences=audiences,
        sites=sites,
    )
    return ask(
        request,
        None,
        form,
        heading="Add a resource",
        act=lambda values, _version: resources.add(**values, by=request.actor),
        done="Resource added. You own it, and we'll remind you to review it.",
    )


@signed_in
@single_submit
def change(request: PortalRequest, slug: str) -> HttpResponse:
    """Change what a resource says, and who reads it."""
    resource = fetch_kept(request, slug)
    initial = {name: getattr(resource, name) for name in DescriptionForm.base_fields}
    form = DescriptionForm(
        request.POST or None,
        initial=initial,
        areas=areas_on(clock.today(OFFICIAL_ZONE)),
        audiences=policies.audiences_for(request.actor, resource),
    )
    return ask(
        request,
        resource,
        form,
        heading="Edit details",
        act=lambda values, version: resources.change(
            resource, **values, version=version, by=request.actor
        ),
        done="Details saved.",
    )


@signed_in
@single_submit
def replace(request: PortalRequest, slug: str) -> HttpResponse:
    """Put another file or link in a resource's place."""
    resource = fetch_kept(request, slug)
    form = ContentForm(request.POST or None, request.FILES or None, initial={"url": resource.url})
    return ask(
        request,
        resource,
        form,
        heading="Replace file or link",
        says="The former file is no longer shown. Its address stays the same.",
        act=lambda values, version: resources.replace(
            resource, **values, version=version, by=request.actor
        ),
        done="File or link replaced.",
    )


@signed_in
@single_submit
def archive(request: PortalRequest, slug: str) -> HttpResponse:
    """Take a resource out of the lists."""
    resource = fetch_kept(request, slug)
    return ask(
        request,
        resource,
        ArchiveForm(request.POST or None),
        heading="Archive resource",
        says="It's no longer listed or suggested. You can restore it at any time.",
        act=lambda values, version: resources.archive(
            resource, **values, version=version, by=request.actor
        ),
        done="Resource archived.",
    )


@signed_in
@single_submit
def restore(request: PortalRequest, slug: str) -> HttpResponse:
    """Put an archived resource back into the lists."""
    resource = fetch_kept(request, slug)
    return ask(
        request,
        resource,
        ButtonForm(sent(request)),
        heading="Restore resource",
        says="It's listed and suggested again.",
        act=lambda _values, version: resources.restore(resource, version=version, by=request.actor),
        done="Resource restored.",
    )


def fetch(request: PortalRequest, slug: str) -> Resource:
    """Return a resource that the reader may read."""
    found: Resource = get_object_or_404(for_page(request.actor), slug=slug)
    return found


def fetch_kept(request: PortalRequest, slug: str) -> Resource:
    """Return a resource that the reader changes."""
    resource = fetch(request, slug)
    if not policies.can_keep(request.actor, resource):
        raise PermissionDenied
    return resource


def ask(
    request: PortalRequest,
    resource: Resource | None,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: str,
    says: str = "",
    button: str = "",
) -> HttpResponse:
    """Show a form about a resource; act once it is valid, and go on to the resource's page.

    Arguments:
        act: what is done with the clean values and the version the form was based on; it returns the resource.
        button: what the button says; the heading by default.
    """
    return asking.ask(
        request,
        "library/form.html",
        form,
        act=act,
        done=done,
        back=resource.get_absolute_url() if resource else reverse("library:list"),
        then=Resource.get_absolute_url,
        version=resource.version if resource else 0,
        context={
            "resource": resource,
            "heading": heading,
            "button": button or heading,
            "says": says,
        },
    )


def next_year() -> date:
    """Return the day to review by that forms offer: a year from today, in Eastern time."""
    return clock.today(OFFICIAL_ZONE) + timedelta(days=365)
