"""The file of a resource, and who answers for it."""

from django.http import Http404, HttpResponseBase
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import read
from foundation.api.outputs import FILE
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.files import serve
from library import policies
from library.actions import owners
from library.api.resources import RESOURCE
from library.errors import NotAnOwner
from library.models import Resource as LibraryResource
from library.querysets import file_of, owner_with
from library.serializers import LibraryResourceOut, OwnerOfResource


class LibraryResourceFile(Resource):
    """The latest file of a resource."""

    access = SIGNED_IN
    outputs = {"GET": (200, FILE)}

    def get(self, call: Call, slug: str) -> HttpResponseBase:
        """Download the file of a resource; a resource that is a link has none."""
        found: LibraryResource = RESOURCE.fetch(call, slug)
        file = file_of(call.actor, found)
        if file is None:
            raise Http404
        return serve.attachment(file)


class LibraryResourceOwner(Resource):
    """Who answers for a resource."""

    access = SIGNED_IN
    changes = SIGNED_IN  # theirs who manage it; the policy of the row says which
    inputs = {"POST": OwnerOfResource}
    outputs = {"POST": (200, LibraryResourceOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Give a resource another owner, who is notified."""
        found, version = RESOURCE.based(call, slug, policies.can_manage)
        email = read(call, OwnerOfResource)["owner"]
        owner = owner_with(email, found, clock.now())
        if owner is None:
            raise NotAnOwner(field="owner")
        owners.give(found, owner=owner, version=version, by=call.actor)
        return RESOURCE.shown(call, slug)
