"""The API of sites' grant committees: read one, set it up, end it, and keep its members."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import created
from foundation.api.resources import Resource
from grants import policies
from grants.actions import committees
from grants.forms.applications import ReasonForm
from grants.forms.committees import CommitteeForm, MemberForm
from grants.models import Committee, CommitteeMember
from grants.querysets.committees import committee_of
from grants.serializers.committees import (
    GrantCommitteeBody,
    GrantCommitteeOut,
    GrantMemberBody,
    GrantMemberOut,
    GrantReasonBody,
)
from sites.models import Site


class GrantCommittee(Resource):
    """A site's grant committee."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"POST": GrantCommitteeBody}
    outputs = {"GET": (200, GrantCommitteeOut), "POST": (201, GrantCommitteeOut)}
    versioned = {"GET"}

    def get(self, call: Call, slug: str) -> Response:
        """Get a site's committee: its own, or else the one that the program reported."""
        return _shown(call, fetch(call, slug))

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Set up a site's committee."""
        site = fetch_kept_site(call, slug)
        form = CommitteeForm(as_typed(read(call, GrantCommitteeBody)))
        made = committees.set_up(site, **clean(form), by=call.actor)
        return _shown(call, made, status=201)


class GrantCommitteeEnd(Resource):
    """The end of a site's grant committee."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"POST": GrantReasonBody}
    outputs = {"POST": (200, GrantCommitteeOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """End a site's committee; a meeting ahead is canceled for the same reason."""
        found = fetch_kept(call, slug)
        version = require(call, found, etag(found.version))
        values = clean(ReasonForm(as_typed(read(call, GrantReasonBody))))
        return _shown(call, committees.end(found, **values, version=version, by=call.actor))


class GrantMembers(Resource):
    """The members of a site's grant committee."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"POST": GrantMemberBody}
    outputs = {"POST": (201, GrantMemberOut)}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add an agency to a site's committee."""
        form = MemberForm(as_typed(read(call, GrantMemberBody)))
        made = committees.add_member(fetch_kept(call, slug), **clean(form), by=call.actor)
        return created(GrantMemberOut(made), "api:grant-member", made.pk)


class OneGrantMember(Resource):
    """A member of a site's grant committee. It never changes, so it has no version."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    outputs = {"GET": (200, GrantMemberOut), "DELETE": (204, None)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a member."""
        return Response(GrantMemberOut(_member(call, pk)).data)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove an agency from a site's committee."""
        found = _member(call, pk)
        if not policies.can_keep_committee(call.actor, found.committee):
            raise PermissionDenied
        committees.remove_member(found, by=call.actor)
        return Response(status=204)


def fetch(call: Call, slug: str) -> Committee:
    """Return the committee of a site that the caller sees: its own, or else the one that the program reported."""
    seen = Site.objects.where_allowed(call.actor, P.SITE_VIEW)
    found = committee_of(call.actor, get_object_or_404(seen, slug=slug))
    if found is None:
        raise Http404
    return found


def fetch_kept_site(call: Call, slug: str) -> Site:
    """Return a site that the caller sees and whose grants the caller keeps."""
    found = get_object_or_404(Site.objects.where_allowed(call.actor, P.SITE_VIEW), slug=slug)
    if not policies.can_keep(call.actor, found.pk):
        raise PermissionDenied
    return found


def fetch_kept(call: Call, slug: str) -> Committee:
    """Return the committee of a site, which the caller keeps."""
    site = fetch_kept_site(call, slug)
    active = Committee.objects.visible_to(call.actor).of_site(site.pk).active()
    found: Committee = get_object_or_404(active.for_page())
    return found


def _member(call: Call, pk: UUID) -> CommitteeMember:
    seen = CommitteeMember.objects.visible_to(call.actor).for_change()
    found: CommitteeMember = get_object_or_404(seen, pk=pk)
    return found


def _shown(call: Call, found: Committee, *, status: int = 200) -> Response:
    location = reverse("api:grant-committee", args=[found.site.slug]) if status == 201 else ""
    told = GrantCommitteeOut(found).data
    return tagged(call, told, etag(found.version), status=status, location=location)
