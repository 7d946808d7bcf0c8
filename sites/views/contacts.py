"""Pages of a site's contacts: add, change, verify, remove."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import ask
from foundation.ui.redirects import onward, redirect_with_message
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.actions import contacts
from sites.forms import ContactForm
from sites.models import Contact, Site
from sites.presenters.contacts import differences_of
from sites.views.team import enterable


@access(P.TEAM_INVITE)
@require_http_methods(["GET", "POST"])
@single_submit
def add_contact(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a contact, a person without a seat."""
    site = enterable(request, slug, policies.can_keep_contacts)
    form = ContactForm(request.POST or None)
    return ask(
        request,
        "sites/contact.html",
        form,
        act=lambda _values, _version: contacts.add(site, values=form.values(), by=request.actor),
        done=lambda kept: f"{kept.name} added as a contact.",
        back=reverse("sites:team", args=[slug]),
        context={"site": site},
    )


@access(P.TEAM_INVITE)
@require_http_methods(["GET", "POST"])
@single_submit
def change_contact(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Change a contact's details."""
    site, contact = _found(request, slug, pk)
    form = ContactForm(request.POST or None, initial=ContactForm.initial_of(contact))
    return ask(
        request,
        "sites/contact.html",
        form,
        act=lambda _values, version: contacts.change(
            contact, values=form.values(), version=version, by=request.actor
        ),
        done="Contact updated.",
        back=reverse("sites:team", args=[slug]),
        version=contact.version,
        stored=lambda _stale: differences_of(contact, form),
        context={"site": site, "contact": contact},
    )


@access(P.TEAM_INVITE)
@require_POST
@single_submit
def verify_contact(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Record that a contact's details are correct today, and return to the page that asked."""
    _, contact = _found(request, slug, pk)
    contacts.verify(contact, version=request.POST.get("version"), by=request.actor)
    back = onward(request, request.POST.get("next", ""), reverse("sites:team", args=[slug]))
    return redirect_with_message(request, f"{contact.name} verified today.", back)


@access(P.TEAM_INVITE)
@require_POST
@single_submit
def remove_contact(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Remove a contact."""
    _, contact = _found(request, slug, pk)
    contacts.remove(contact, version=request.POST.get("version"), by=request.actor)
    return redirect_with_message(
        request, f"{contact.name} removed as a contact.", "sites:team", slug
    )


def _found(request: PortalRequest, slug: str, pk: str) -> tuple[Site, Contact]:
    site = enterable(request, slug, policies.can_keep_contacts)
    return site, get_object_or_404(Contact.objects.visible_to(request.actor).at(site), pk=pk)
