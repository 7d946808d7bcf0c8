"""The API of a summit's files and links: read and add both, remove links."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from foundation.accounts.access import SIGNED_IN
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, file_in, read
from foundation.api.outputs import created, page_of
from foundation.api.pages import unpaged
from foundation.api.parsers import OneFile
from foundation.api.resources import Resource
from summits.actions import materials
from summits.api.summits import SUMMIT
from summits.forms.materials import MaterialFileForm, MaterialLinkForm, RemoveMaterialForm
from summits.models import MaterialLink, Session, Summit
from summits.querysets.materials import of_summit
from summits.serializers.materials import (
    MaterialFileBody,
    MaterialFileOut,
    MaterialLinkBody,
    MaterialLinkOut,
    RemovedMaterialBody,
)


class SummitFiles(Resource):
    """The files of a summit and its sessions."""

    access = SIGNED_IN
    changes = SIGNED_IN  # an organizer's, or a speaker's on their session; the action says which
    parser_classes = (OneFile,)
    inputs = {"POST": MaterialFileBody}
    outputs = {"GET": (200, page_of(MaterialFileOut)), "POST": (201, MaterialFileOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a summit's files, in the order in which they were added."""
        found = of_summit(call.actor, _summit(call, slug)).files
        return unpaged(found, MaterialFileOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a file to a summit, or to one of its sessions, as multipart/form-data."""
        summit = _summit(call, slug)
        sent = read(call, MaterialFileBody)
        session = _session(call, summit, sent.pop("session", None))
        files = file_in(sent)
        form = MaterialFileForm(as_typed(sent), files)
        made = materials.add_file(summit, session=session, **clean(form), by=call.actor)
        return created(MaterialFileOut(made), "api:summit-files", slug)


class SummitLinks(Resource):
    """The links of a summit and its sessions."""

    access = SIGNED_IN
    changes = SIGNED_IN  # an organizer's, or a speaker's on their session; the action says which
    inputs = {"POST": MaterialLinkBody}
    outputs = {"GET": (200, page_of(MaterialLinkOut)), "POST": (201, MaterialLinkOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a summit's links, in the order in which they were added."""
        found = of_summit(call.actor, _summit(call, slug)).links
        return unpaged(found, MaterialLinkOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a link to a summit, or to one of its sessions."""
        summit = _summit(call, slug)
        sent = read(call, MaterialLinkBody)
        session = _session(call, summit, sent.pop("session", None))
        values = clean(MaterialLinkForm(as_typed(sent)))
        made = materials.add_link(summit, session=session, **values, by=call.actor)
        return created(MaterialLinkOut(made), "api:summit-link", made.pk)


class OneSummitLink(Resource):
    """A link of a summit. It never changes, so it has no version: it is removed, and another added."""

    access = SIGNED_IN
    outputs = {"GET": (200, MaterialLinkOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a link."""
        return _shown(_fetch(call, pk))


class SummitLinkRemoval(Resource):
    """The removal of a link."""

    access = SIGNED_IN
    changes = SIGNED_IN  # as for adding
    inputs = {"POST": RemovedMaterialBody}
    outputs = {"POST": (200, MaterialLinkOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Remove a link from every page; who removed it and why stays with the summit."""
        link = _fetch(call, pk)
        values = clean(RemoveMaterialForm(as_typed(read(call, RemovedMaterialBody))))
        return _shown(materials.remove_link(link, **values, by=call.actor))


def _summit(call: Call, slug: str) -> Summit:
    found = SUMMIT.fetch(call, slug)
    if found.is_imported:
        raise Http404
    return found


def _session(call: Call, summit: Summit, asked: UUID | None) -> Session | None:
    """Return the session that something is added to; None for the whole summit."""
    if asked is None:
        return None
    seen = Session.objects.visible_to(call.actor).of_summit(summit.pk).with_summit()
    found: Session | None = seen.in_bulk([asked]).get(asked)
    if found is None:
        raise ValidationError({"session": "Choose a session of this summit."})
    return found


def _fetch(call: Call, pk: UUID) -> MaterialLink:
    seen = MaterialLink.objects.visible_to(call.actor).standing().for_page()
    found: MaterialLink = get_object_or_404(seen, pk=pk)
    return found


def _shown(link: MaterialLink) -> Response:
    return Response(MaterialLinkOut(link).data)
