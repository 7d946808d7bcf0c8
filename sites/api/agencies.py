"""The API of a site's coalition: its agencies join, change, take the lead, and leave."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import NoBody, as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from sites import policies
from sites.actions import agencies
from sites.forms import AgencyForm, RetireForm
from sites.models import Site, SiteAgency
from sites.serializers.agencies import AgencyBody, AgencyLastDay, AgencyOut, NewAgency


class AgencyRecord(Record[SiteAgency]):
    """An agency with the person to call there, who has a version too."""

    def tag(self, actor: Actor, found: SiteAgency) -> str:
        """Return the tag of both versions: a contact's details change without the agency."""
        return etag(found.version, str(found.contact.version) if found.contact else "")


AGENCY = AgencyRecord(
    seen=lambda actor: SiteAgency.objects.visible_to(actor).for_page(),
    output=AgencyOut,
    address="api:agency",
)


class Agencies(Resource):
    """The coalition of a site."""

    access = P.SITE_VIEW
    changes = P.TEAM_INVITE
    inputs = {"POST": NewAgency}
    outputs = {"GET": (200, page_of(AgencyOut)), "POST": (201, AgencyOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List the agencies of the site's coalition, former ones last, and whom to call there."""
        found = SiteAgency.objects.visible_to(call.actor).at(_site(call, slug))
        return unpaged(found.for_page(), AgencyOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add an agency to the coalition; U.S. Attorney's Offices and federal agencies are added by DOJ staff."""
        site = _site(call, slug)
        if not policies.can_keep_contacts(call.actor, site):
            raise PermissionDenied
        made = agencies.add(site, values=_values(call, site, read(call, NewAgency)), by=call.actor)
        return AGENCY.shown(call, made.pk, status=201)


class OneAgency(Resource):
    """An agency of a coalition."""

    access = P.SITE_VIEW
    changes = P.TEAM_INVITE
    inputs = {"PATCH": AgencyBody}
    outputs = {"GET": (200, AgencyOut), "PATCH": (200, AgencyOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an agency, a former one too."""
        return AGENCY.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change an agency's kind, name, contact, or first day."""
        found, version = AGENCY.based(call, pk, _may_keep)
        sent = AgencyForm.initial_of(found) | read(call, AgencyBody)
        values = _values(call, found.site, sent)
        agencies.change(found, values=values, version=version, by=call.actor)
        return AGENCY.shown(call, pk)


class AgencyLead(Resource):
    """The lead of a coalition."""

    access = P.SITE_VIEW
    changes = P.TEAM_INVITE  # DOJ staff alone; the policy says so
    inputs = {"POST": NoBody}
    outputs = {"POST": (200, AgencyOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Make an agency the lead of its coalition; the one that led so far stays a member."""
        read(call, NoBody)
        found, version = AGENCY.based(call, pk, _may_keep)
        agencies.lead(found, version=version, by=call.actor)
        return AGENCY.shown(call, pk)


class AgencyRetirement(Resource):
    """The last day of an agency in its coalition."""

    access = P.SITE_VIEW
    changes = P.TEAM_INVITE
    inputs = {"POST": AgencyLastDay}
    outputs = {"POST": (200, AgencyOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Record an agency's last day in the coalition; it stays on the list of former agencies."""
        found, version = AGENCY.based(call, pk, _may_keep)
        values = clean(RetireForm(as_typed(read(call, AgencyLastDay))))
        agencies.retire(found, **values, version=version, by=call.actor)
        return AGENCY.shown(call, pk)


def _values(call: Call, site: Site, sent: dict[str, Any]) -> dict[str, Any]:
    return clean(AgencyForm(as_typed(sent), actor=call.actor, site=site))


def _may_keep(actor: Actor, found: SiteAgency) -> bool:
    return policies.can_keep_agency(actor, found.site, found.kind)


def _site(call: Call, slug: str) -> Site:
    return get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)
