"""The API of a site's contacts: list, add, change, verify, and remove them."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import NoBody, as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from sites import policies
from sites.actions import contacts
from sites.forms import ContactForm
from sites.models import Contact, Site
from sites.serializers.contacts import ContactBody, ContactOut, NewContact

CONTACT = Record(
    seen=lambda actor: Contact.objects.visible_to(actor).for_page(),
    output=ContactOut,
    address="api:contact",
)


class SiteContacts(Resource):
    """The contacts of a site."""

    access = P.SITE_VIEW
    changes = P.TEAM_INVITE
    inputs = {"POST": NewContact}
    outputs = {"GET": (200, page_of(ContactOut)), "POST": (201, ContactOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List the site's contacts, people to call who have no seat, by name."""
        found = Contact.objects.visible_to(call.actor).at(_site(call, slug))
        return unpaged(found.for_page(), ContactOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a contact to a site."""
        site = _site(call, slug)
        if not policies.can_keep_contacts(call.actor, site):
            raise PermissionDenied
        form = ContactForm(as_typed(read(call, NewContact)))
        clean(form)
        made = contacts.add(site, values=form.values(), by=call.actor)
        return CONTACT.shown(call, made.pk, status=201)


class OneContact(Resource):
    """A contact."""

    access = P.SITE_VIEW
    changes = P.TEAM_INVITE
    inputs = {"PATCH": ContactBody}
    outputs = {"GET": (200, ContactOut), "PATCH": (200, ContactOut), "DELETE": (204, None)}
    versioned = {"GET", "PATCH", "DELETE"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a contact."""
        return CONTACT.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a contact's details; the day they were verified stays."""
        found, version = CONTACT.based(call, pk, _may_keep)
        form = ContactForm(as_typed(ContactForm.initial_of(found) | read(call, ContactBody)))
        clean(form)
        contacts.change(found, values=form.values(), version=version, by=call.actor)
        return CONTACT.shown(call, pk)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove a contact; agencies they stand for are left without one."""
        found, version = CONTACT.based(call, pk, _may_keep)
        contacts.remove(found, version=version, by=call.actor)
        return Response(status=204)


class ContactVerification(Resource):
    """The check of a contact's details."""

    access = P.SITE_VIEW
    changes = P.TEAM_INVITE
    inputs = {"POST": NoBody}
    outputs = {"POST": (200, ContactOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Record that a contact's details are correct today, in the site's time zone."""
        read(call, NoBody)
        found, version = CONTACT.based(call, pk, _may_keep)
        contacts.verify(found, version=version, by=call.actor)
        return CONTACT.shown(call, pk)


def _may_keep(actor: Actor, found: Contact) -> bool:
    return policies.can_keep_contacts(actor, found.site)


def _site(call: Call, slug: str) -> Site:
    return get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)
